import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength, MinLength } from 'class-validator';
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

/** Who may not list the members does not know the own id. */
const MEMBER_OR_ME = /^(me|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/i;

export class AssignmentDto {
  @ApiProperty({ description: 'The id of a member who may read the log, or `me`: whoever asks.' })
  @Matches(MEMBER_OR_ME, { message: 'must be the id of a member, or me' })
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
