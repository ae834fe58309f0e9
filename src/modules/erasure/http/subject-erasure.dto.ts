import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsDefined,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
  NotContains,
  ValidateNested,
} from 'class-validator';
import { EmailField, TrimmedText } from '../../../platform/http/fields';
import { ExpectedCount, Reason } from './erasure-fields';

export class PersonRecordDto {
  @ApiProperty({ example: 'patient' })
  @IsString()
  @MinLength(1)
  @MaxLength(512)
  @NotContains('\0')
  type!: string;

  @ApiProperty()
  @IsString()
  @MinLength(1)
  @MaxLength(512)
  @NotContains('\0')
  id!: string;
}

export class PersonDto {
  @ApiPropertyOptional({ description: 'Their id as an actor, as the host product or Daybook gave it.' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(512)
  @NotContains('\0')
  actor_id?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @EmailField()
  email?: string;

  @ApiPropertyOptional({
    minLength: 3,
    description: 'The whole name. Others may have the same: the preview shows whom it finds.',
  })
  @IsOptional()
  @TrimmedText()
  @IsString()
  @MinLength(3)
  @MaxLength(512)
  @NotContains('\0')
  name?: string;

  @ApiPropertyOptional({ type: PersonRecordDto, description: 'The record that is about them: a patient.' })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => PersonRecordDto)
  record?: PersonRecordDto;
}

export class SubjectWishDto {
  @ApiProperty({ type: PersonDto, description: 'At least one member: any of them is the person.' })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => PersonDto)
  person!: PersonDto;

  @ApiPropertyOptional({
    default: false,
    description: 'Also what was changed and the details, of events in which these mention the person.',
  })
  @IsOptional()
  @IsBoolean()
  include_content?: boolean;
}

export class SubjectErasureDto extends SubjectWishDto {
  @ExpectedCount()
  expected_count!: number;

  @ApiPropertyOptional({ description: 'From the preview: only events up to this number.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  last_sequence?: number;

  @ApiPropertyOptional({
    default: false,
    description: 'Where the log is too long to look through all texts: erase what the search columns find.',
  })
  @IsOptional()
  @IsBoolean()
  partial_search?: boolean;

  @Reason()
  reason!: string;
}
