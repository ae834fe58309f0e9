import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { WEEKDAYS, type Weekday } from '../../organizations/organizations.contract';

/** In the time zone of the organization. */
export class ReviewDigestDto {
  @ApiPropertyOptional({ enum: WEEKDAYS, default: 'monday' })
  @IsOptional()
  @IsIn(WEEKDAYS)
  weekday?: Weekday;

  @ApiPropertyOptional({ minimum: 0, maximum: 23, default: 8 })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(23)
  hour?: number;
}
