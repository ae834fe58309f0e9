import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsUUID,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { EventFilterDto } from '../../audit/audit.event-filter';
import { PART_NAMES, type PartName } from '../../audit/audit.tombstones';
import { ExpectedCount, Reason } from './erasure-fields';

/** Which events, and what of them. */
export class ErasureWishDto {
  @ApiPropertyOptional({
    type: [String],
    maxItems: 1_000,
    description: 'The ids of the events; or give a query.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1_000)
  @ArrayUnique((id: unknown) => String(id).toLowerCase())
  @IsUUID(undefined, { each: true })
  event_ids?: string[];

  @ApiPropertyOptional({
    type: EventFilterDto,
    description:
      'The parameters of GET /v1/events. Without a range it is of the last seven days, as it is there.',
  })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => EventFilterDto)
  query?: EventFilterDto;

  @ApiPropertyOptional({
    enum: PART_NAMES,
    isArray: true,
    description:
      'actor (who, and which key reported it), context (address, session, request), target (record, subject, related, summary), content (changes, details). Default: all of them.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(PART_NAMES, { each: true })
  parts?: PartName[];
}

export class ErasureDto extends ErasureWishDto {
  @ExpectedCount()
  expected_count!: number;

  @ApiPropertyOptional({
    description: 'From the preview: only events up to this number. Default: the end of the log.',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  last_sequence?: number;

  @Reason()
  reason!: string;
}
