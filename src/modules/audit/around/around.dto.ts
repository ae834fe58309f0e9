import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

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

  @ApiPropertyOptional({ default: 25, minimum: 1, maximum: 200, description: 'Events each way.' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;

  @ApiPropertyOptional({ description: 'From `next_cursor` or `prev_cursor` of the same question.' })
  @IsOptional()
  @IsString()
  @MaxLength(1_024)
  cursor?: string;
}
