import { ApiProperty, ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { TrimmedText } from '../../../platform/http/fields';
import { EventFilterDto } from '../../audit/audit.event-filter';
import { ROLE_PERMISSIONS } from '../../organizations/organizations.permissions';
import { GROUPINGS, SEVERITIES, type Grouping, type Severity } from '../alerts.contract';
import { TEMPLATES } from './templates';

const WEEK_MINUTES = 7 * 24 * 60;
const MOST_MEMBERS = 100;

/** The parameters of `GET /v1/events`; a rule looks at what happens, so it has no range. */
export class RuleQueryDto extends OmitType(EventFilterDto, ['from', 'to', 'tz'] as const) {}

export class ConditionDto {
  @ApiProperty({ type: RuleQueryDto, description: 'The parameters of GET /v1/events, without a range' })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => RuleQueryDto)
  query!: RuleQueryDto;

  @ApiProperty({ minimum: 1, maximum: 10_000, description: 'So many events of one group.' })
  @IsInt()
  @Min(1)
  @Max(10_000)
  threshold!: number;

  @ApiProperty({ minimum: 1, maximum: WEEK_MINUTES, description: 'Within so many minutes.' })
  @IsInt()
  @Min(1)
  @Max(WEEK_MINUTES)
  window_minutes!: number;

  @ApiProperty({ enum: GROUPINGS, description: 'What the events that count together have in common.' })
  @IsIn(GROUPINGS)
  group_by!: Grouping;
}

export class MailToDto {
  @ApiPropertyOptional({ type: [String], format: 'uuid', description: 'Members, by their ids.' })
  @IsOptional()
  @ArrayMaxSize(MOST_MEMBERS)
  @IsUUID(undefined, { each: true })
  members?: string[];

  @ApiPropertyOptional({ enum: ROLE_PERMISSIONS, nullable: true, description: 'All who hold it.' })
  @IsOptional()
  @IsIn(ROLE_PERMISSIONS)
  permission?: string | null;
}

export class ChannelsDto {
  @ApiPropertyOptional({ type: MailToDto, nullable: true, description: 'Who of those may read the log.' })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => MailToDto)
  mail?: MailToDto | null;
}

export class AlertRuleDto extends ConditionDto {
  @ApiProperty({ example: 'Exports at night', maxLength: 200 })
  @TrimmedText()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name!: string;

  @ApiProperty({ enum: SEVERITIES })
  @IsIn(SEVERITIES)
  severity!: Severity;

  @ApiPropertyOptional({ type: ChannelsDto, description: 'Besides the inbox.' })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ChannelsDto)
  channels?: ChannelsDto;
}

export class NewAlertRuleDto extends AlertRuleDto {
  @ApiPropertyOptional({ default: true })
  @IsOptional()
  @IsBoolean()
  enabled?: boolean;

  @ApiPropertyOptional({ enum: TEMPLATES.map(({ template }) => template), description: 'What it began as.' })
  @IsOptional()
  @IsIn(TEMPLATES.map(({ template }) => template))
  template?: string;
}

export class AlertRulePatchDto extends PartialType(AlertRuleDto, { skipNullProperties: false }) {}
