import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength, MinLength } from 'class-validator';
import { TrimmedText } from '../../../platform/http/fields';
import { PageQueryDto } from '../../../platform/http/page';
import {
  ALERT_STATES,
  SEVERITIES,
  VERDICTS,
  type AlertState,
  type Severity,
  type Verdict,
} from '../alerts.contract';

export class AlertQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ enum: ALERT_STATES })
  @IsOptional()
  @IsIn(ALERT_STATES)
  state?: AlertState;

  @ApiPropertyOptional({ format: 'uuid', description: 'Raised by this rule.' })
  @IsOptional()
  @IsUUID()
  rule?: string;

  @ApiPropertyOptional({ enum: SEVERITIES })
  @IsOptional()
  @IsIn(SEVERITIES)
  severity?: Severity;

  @ApiPropertyOptional({ format: 'uuid', description: 'Assigned to this member.' })
  @IsOptional()
  @IsUUID()
  assignee?: string;
}

export class AssignmentDto {
  @ApiProperty({ format: 'uuid', description: 'A member who may read the log.' })
  @IsUUID()
  member_id!: string;
}

export class ClosureDto {
  @ApiProperty({ enum: VERDICTS })
  @IsIn(VERDICTS)
  verdict!: Verdict;

  @ApiProperty({ maxLength: 4_000, description: 'What it was, for whoever reads this later.' })
  @TrimmedText()
  @IsString()
  @MinLength(1)
  @MaxLength(4_000)
  note!: string;
}
