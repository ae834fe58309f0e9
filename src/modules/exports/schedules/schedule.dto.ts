import { ApiProperty, ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
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
import { WEEKDAYS, type Weekday } from '../../organizations/organizations.contract';
import { EXPORT_FORMATS, type Format } from '../exports.formats';
import { FREQUENCIES, type Frequency } from '../exports.schedules.contract';

const MOST_NAME = 100;
const MOST_RECIPIENTS = 20;

/** The parameters of `GET /v1/events`; the range is that of the period, in the organization's time zone. */
export class ScheduleQueryDto extends OmitType(EventFilterDto, ['from', 'to', 'tz'] as const) {}

export class NewScheduleDto {
  @ApiProperty({ example: 'Everything, for the archive', maxLength: MOST_NAME })
  @TrimmedText()
  @IsString()
  @MinLength(1)
  @MaxLength(MOST_NAME)
  name!: string;

  @ApiProperty({ enum: EXPORT_FORMATS })
  @IsIn(EXPORT_FORMATS)
  format!: Format;

  @ApiProperty({ type: ScheduleQueryDto, description: 'The parameters of GET /v1/events, without a range' })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => ScheduleQueryDto)
  query!: ScheduleQueryDto;

  @ApiProperty({
    enum: FREQUENCIES,
    description:
      'Each export covers the whole day, ISO week or month before it, of the organization’s calendar.',
  })
  @IsIn(FREQUENCIES)
  frequency!: Frequency;

  @ApiPropertyOptional({ enum: WEEKDAYS, default: 'monday', description: 'Of a weekly one.' })
  @IsOptional()
  @IsIn(WEEKDAYS)
  weekday?: Weekday;

  @ApiPropertyOptional({ minimum: 1, maximum: 28, default: 1, description: 'Of a monthly one.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(28)
  month_day?: number;

  @ApiPropertyOptional({
    minimum: 0,
    maximum: 23,
    default: 6,
    description: 'In the organization’s time zone. What is recorded late, up to then, is in the file.',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(23)
  hour?: number;

  @ApiPropertyOptional({ minimum: 7, maximum: 3650, default: 30, description: 'How long each file stays.' })
  @IsOptional()
  @IsInt()
  @Min(7)
  @Max(3650)
  keep_days?: number;

  @ApiPropertyOptional({
    type: [String],
    format: 'uuid',
    description:
      'Members, by their ids, who get a link when there is a file, and are told when there is none.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_RECIPIENTS)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  mail_to?: string[];
}

/** What is left out stays as it is. */
export class SchedulePatchDto extends PartialType(NewScheduleDto, { skipNullProperties: false }) {
  @ApiPropertyOptional({
    description: 'The version that was read: the change is refused if there is a newer.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  version?: number;
}
