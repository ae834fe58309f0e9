import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ArrayUnique, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import type { FacetField, HistogramSeries, HistogramStep } from '../audit.counts.contract';
import { STEP_NAMES } from '../counts/buckets';
import { EventFilterDto } from './event-query.dto';

const SERIES: readonly HistogramSeries[] = ['outcome', 'source', 'category'];

export const FACET_FIELDS: readonly FacetField[] = [
  'source',
  'action',
  'outcome',
  'actor',
  'resource_type',
  'ip',
  'category',
];

export class HistogramDto extends EventFilterDto {
  @ApiPropertyOptional({ enum: SERIES, default: 'outcome', description: 'What the columns are stacked by.' })
  @IsOptional()
  @IsIn(SERIES)
  by?: HistogramSeries;

  @ApiPropertyOptional({
    enum: STEP_NAMES,
    description: 'How long a bucket is, in the zone `tz`. Chosen for the range when it is missing.',
  })
  @IsOptional()
  @IsIn(STEP_NAMES)
  step?: HistogramStep;
}

export class FacetsDto extends EventFilterDto {
  @ApiPropertyOptional({ enum: FACET_FIELDS, isArray: true, description: 'May be repeated. Default: all.' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value : [value]))
  @ArrayUnique()
  @IsIn(FACET_FIELDS, { each: true })
  field?: FacetField[];

  @ApiPropertyOptional({ default: 10, minimum: 1, maximum: 100, description: 'Values of each field.' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number;
}
