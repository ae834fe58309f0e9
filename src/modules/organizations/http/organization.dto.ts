import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { EmailField, IsTimeZoneName, TrimmedText } from '../../../platform/http/fields';
import { HolidayDto, WorkingHoursDto } from './working-hours.dto';

/** Absent: as before. Null is refused. */
const IfGiven = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

/** Absent: as before. Null: none. */
const TextOrNone = (most: number): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, nullable: true, maxLength: most }),
    IsOptional(),
    TrimmedText(),
    IsString(),
    MinLength(1),
    MaxLength(most),
  );

export class FoundingDto {
  @ApiProperty({ example: 'Acme Clinic', maxLength: 200 })
  @TrimmedText()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name!: string;
}

export class OrganizationPatchDto {
  @ApiPropertyOptional({ maxLength: 200 })
  @IfGiven()
  @TrimmedText()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name?: string;

  @TextOrNone(200)
  legal_name?: string | null;

  @TextOrNone(500)
  address?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'office@example.com' })
  @IsOptional()
  @EmailField()
  contact_email?: string | null;

  @TextOrNone(50)
  contact_phone?: string | null;

  @ApiPropertyOptional({ example: 'Europe/Berlin' })
  @IfGiven()
  @IsTimeZoneName()
  time_zone?: string;

  @ApiPropertyOptional({ type: WorkingHoursDto })
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => WorkingHoursDto)
  working_hours?: WorkingHoursDto;

  @ApiPropertyOptional({ type: [HolidayDto], maxItems: 200 })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(200)
  @ArrayUnique(({ date }: HolidayDto) => date)
  @ValidateNested({ each: true })
  @Type(() => HolidayDto)
  holidays?: HolidayDto[];

  @ApiPropertyOptional({ description: 'Whether everybody needs a second factor.' })
  @IfGiven()
  @IsBoolean()
  mfa_required?: boolean;

  @ApiPropertyOptional({ minimum: 5, maximum: 60 })
  @IfGiven()
  @IsInt()
  @Min(5)
  @Max(60)
  session_idle_minutes?: number;

  @ApiPropertyOptional({ minimum: 1, maximum: 12 })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(12)
  session_absolute_hours?: number;
}
