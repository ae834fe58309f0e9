import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { PageCursor, PageLimit } from '../../../platform/http/page-fields';

export const NEIGHBOURHOODS = ['session', 'request', 'minutes'] as const;
export type Neighbourhood = (typeof NEIGHBOURHOODS)[number];

export class AroundDto {
  @ApiPropertyOptional({
    enum: NEIGHBOURHOODS,
    default: 'minutes',
    description: 'What belongs together: the same session, the same request, or the same minutes.',
  })
  @IsOptional()
  @IsIn(NEIGHBOURHOODS)
  by?: Neighbourhood;

  @ApiPropertyOptional({
    default: 5,
    minimum: 1,
    maximum: 1_440,
    description: 'Of `by=minutes`: how many, either way.',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_440)
  minutes?: number;

  @PageLimit({ usual: 25, description: 'Events each way.' })
  limit?: number;

  @PageCursor()
  cursor?: string;
}
