import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { CATEGORIES } from '../../../platform/context/action-spec';
import { TrimmedText } from '../../../platform/http/fields';
import { allowsErasure, PRESET_FLOOR } from '../policy/policy-faults';
import type { PolicyTerms } from '../policy/policy';
import { PRESETS, type Preset, type RetentionRule } from '../retention.contract';

const LONGEST_DAYS = 3_650;
const MOST_RULES = 50;
/** As the log takes them. */
const SOURCE = /^[A-Za-z0-9][A-Za-z0-9_:/-]*(\.[A-Za-z0-9_:/-]+)*$/;

export class RetentionRuleDto implements RetentionRule {
  @ApiPropertyOptional({ description: 'Either a source or a category.', example: 'api', maxLength: 64 })
  @ValidateIf((rule: RetentionRuleDto) => rule.source !== undefined)
  @IsString()
  @MaxLength(64)
  @Matches(SOURCE, { message: 'must be the source of events, such as api' })
  source?: string;

  @ApiPropertyOptional({ enum: CATEGORIES })
  @ValidateIf((rule: RetentionRuleDto) => rule.category !== undefined)
  @IsIn(CATEGORIES)
  category?: string;

  @ApiProperty({ type: Number, nullable: true, minimum: 1, maximum: LONGEST_DAYS })
  @ValidateIf((rule: RetentionRuleDto) => rule.days !== null)
  @IsInt({ message: 'must be a whole number of days, or null to keep events for ever' })
  @Min(1)
  @Max(LONGEST_DAYS)
  days!: number | null;
}

/** The whole policy: what is left out is as in a new organization, or as the preset has it. */
export class PolicyTermsDto {
  /** Null keeps events for ever; leaving it out is a mistake, not a wish. */
  @ApiProperty({ type: Number, nullable: true, minimum: 1, maximum: LONGEST_DAYS, example: 365 })
  @ValidateIf((policy: PolicyTermsDto) => policy.default_days !== null)
  @IsInt({ message: 'must be a whole number of days, or null to keep events for ever' })
  @Min(1)
  @Max(LONGEST_DAYS)
  default_days!: number | null;

  @ApiPropertyOptional({ type: [RetentionRuleDto], maxItems: MOST_RULES, default: [] })
  @ValidateIf((policy: PolicyTermsDto) => policy.rules !== undefined)
  @IsArray()
  @ArrayMaxSize(MOST_RULES)
  @ValidateNested({ each: true })
  @Type(() => RetentionRuleDto)
  rules?: RetentionRuleDto[];

  @ApiPropertyOptional({ type: Number, nullable: true, minimum: 1, maximum: LONGEST_DAYS })
  @ValidateIf((policy: PolicyTermsDto) => policy.floor_days !== null && policy.floor_days !== undefined)
  @IsInt({ message: 'must be a whole number of days, or null for no floor' })
  @Min(1)
  @Max(LONGEST_DAYS)
  floor_days?: number | null;

  @ApiPropertyOptional({ enum: PRESETS, default: 'custom' })
  @ValidateIf((policy: PolicyTermsDto) => policy.preset !== undefined)
  @IsIn(PRESETS)
  preset?: Preset;

  @ApiPropertyOptional({ description: 'Whether anything may be erased at all; false with the preset hipaa.' })
  @ValidateIf((policy: PolicyTermsDto) => policy.erasure_allowed !== undefined)
  @IsBoolean()
  erasure_allowed?: boolean;

  @ApiPropertyOptional({ default: false, description: 'Whether expired events are kept in a file.' })
  @ValidateIf((policy: PolicyTermsDto) => policy.archive !== undefined)
  @IsBoolean()
  archive?: boolean;
}

export class RetentionPolicyDto extends PolicyTermsDto {
  @ApiPropertyOptional({ minLength: 10, maxLength: 1_000, description: 'Needed where anything gets weaker.' })
  @IsOptional()
  @TrimmedText()
  @IsString()
  @MinLength(10)
  @MaxLength(1_000)
  reason?: string;
}

/** Which change is agreed to: the one that was looked at. */
export class ChangeApprovalDto {
  @ApiProperty({ format: 'uuid', description: '`pending.id` of the policy as it was looked at.' })
  @IsUUID()
  id!: string;
}

export function askedTerms(dto: PolicyTermsDto): PolicyTerms {
  const { preset = 'custom', rules = [] } = dto;
  return {
    defaultDays: dto.default_days,
    rules: rules.map(({ source, category, days }) => ({
      ...(source === undefined ? {} : { source }),
      ...(category === undefined ? {} : { category }),
      days,
    })),
    floorDays: dto.floor_days === undefined ? PRESET_FLOOR[preset] : dto.floor_days,
    preset,
    erasureAllowed: dto.erasure_allowed ?? allowsErasure(preset),
    archive: dto.archive ?? false,
  };
}
