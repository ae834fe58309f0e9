import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsString,
  Matches,
  MaxLength,
  MinLength,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { isDay } from '../../../platform/clock/moment';
import { TrimmedText } from '../../../platform/http/fields';

export class HoursDto {
  @ApiProperty({ example: '08:00' })
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/, { message: 'must be a time such as 08:00' })
  from!: string;

  @ApiProperty({ example: '17:30', description: 'Later than `from`; at most 24:00.' })
  @Matches(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, { message: 'must be a time such as 17:30' })
  @ValidateBy({
    name: 'isAfterFrom',
    validator: {
      validate: (to, given) => String(to) > String((given?.object as HoursDto | undefined)?.from),
      defaultMessage: () => 'must be later than from',
    },
  })
  to!: string;
}

const HoursField = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: HoursDto, nullable: true, description: 'Null: no work. Absent: as before.' }),
    ValidateIf((_, value) => value !== null && value !== undefined),
    ValidateNested(),
    Type(() => HoursDto),
  );

export class WorkingHoursDto {
  @HoursField()
  monday?: HoursDto | null;

  @HoursField()
  tuesday?: HoursDto | null;

  @HoursField()
  wednesday?: HoursDto | null;

  @HoursField()
  thursday?: HoursDto | null;

  @HoursField()
  friday?: HoursDto | null;

  @HoursField()
  saturday?: HoursDto | null;

  @HoursField()
  sunday?: HoursDto | null;
}

export class HolidayDto {
  @ApiProperty({ example: '2026-12-25' })
  @ValidateBy({
    name: 'isDay',
    validator: {
      validate: (value) => typeof value === 'string' && isDay(value),
      defaultMessage: () => 'must be a day of the calendar, such as 2026-12-25',
    },
  })
  date!: string;

  @ApiProperty({ example: 'Christmas Day', maxLength: 100 })
  @TrimmedText()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name!: string;
}
