import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsDefined,
  IsIn,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  MinLength,
  NotContains,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { applyDecorators } from '@nestjs/common';
import { TrimmedText } from '../../../platform/http/fields';
import { PageQueryDto } from '../../../platform/http/page';
import { EventFilterDto } from '../../audit/audit.event-filter';

const MOST_NAME = 200;
const MOST_REASON = 2_000;
const NO_DAY = 'must be a date, YYYY-MM-DD';

const Text = (longest: number): PropertyDecorator =>
  applyDecorators(
    TrimmedText(),
    IsString(),
    MinLength(1),
    MaxLength(longest),
    NotContains('\0', { message: 'must not hold a NUL character' }),
  );

const Day = (): PropertyDecorator =>
  applyDecorators(
    Matches(/^\d{4}-\d{2}-\d{2}$/, { message: NO_DAY }),
    IsISO8601({ strict: true }, { message: NO_DAY }),
  );

export const HOLD_LISTS = ['in_force', 'released'] as const;

export class HoldListDto extends PageQueryDto {
  @ApiPropertyOptional({
    enum: HOLD_LISTS,
    description: 'Only these. Default: all. A hold whose release was asked for is in force.',
  })
  @IsOptional()
  @IsIn(HOLD_LISTS)
  state?: (typeof HOLD_LISTS)[number];
}

export class NewLegalHoldDto {
  @ApiProperty({ example: 'Doe v. Acme Clinic', maxLength: MOST_NAME })
  @Text(MOST_NAME)
  name!: string;

  @ApiProperty({ maxLength: MOST_REASON, description: 'Why, for whoever has to decide on its end.' })
  @Text(MOST_REASON)
  reason!: string;

  @ApiProperty({
    type: EventFilterDto,
    description:
      'The parameters of GET /v1/events. Without a range it is all of the past and the future; `{}` holds everything.',
  })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => EventFilterDto)
  query!: EventFilterDto;

  @ApiPropertyOptional({ type: String, nullable: true, example: '2027-11-21' })
  @IsOptional()
  @Day()
  review_on?: string | null;
}

export class LegalHoldPatchDto {
  @ApiPropertyOptional({ maxLength: MOST_NAME })
  @ValidateIf(({ name }: LegalHoldPatchDto) => name !== undefined)
  @Text(MOST_NAME)
  name?: string;

  @ApiPropertyOptional({ maxLength: MOST_REASON, description: 'Is added to the reasons given before.' })
  @ValidateIf(({ reason }: LegalHoldPatchDto) => reason !== undefined)
  @Text(MOST_REASON)
  reason?: string;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Null: no review.' })
  @IsOptional()
  @Day()
  review_on?: string | null;
}

export class HoldReleaseDto {
  @ApiProperty({ maxLength: MOST_REASON })
  @Text(MOST_REASON)
  reason!: string;
}

export class HeldEventDto {
  @IsUUID()
  id!: string;
}
