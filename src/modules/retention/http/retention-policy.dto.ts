import { ApiProperty } from '@nestjs/swagger';
import { IsInt, Max, Min, ValidateIf } from 'class-validator';

export class RetentionPolicyDto {
  /** Null keeps events for ever; leaving it out is a mistake, not a wish. */
  @ApiProperty({ type: Number, nullable: true, minimum: 1, maximum: 3650, example: 365 })
  @ValidateIf((policy: RetentionPolicyDto) => policy.default_days !== null)
  @IsInt({ message: 'must be a whole number of days, or null to keep events for ever' })
  @Min(1)
  @Max(3650)
  default_days!: number | null;
}
