import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsRFC3339,
  IsString,
  MaxLength,
  MinLength,
} from 'class-validator';
import { TrimmedText } from '../../../platform/http/fields';
import { PERMISSIONS } from '../members.permissions';

export class ApiKeyDto {
  @ApiProperty({ example: 'billing service', maxLength: 100 })
  @TrimmedText()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name!: string;

  @ApiProperty({ enum: PERMISSIONS, isArray: true, example: ['events:write'] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(PERMISSIONS.length)
  @ArrayUnique()
  @IsIn(PERMISSIONS, { each: true })
  scopes!: string[];

  @ApiPropertyOptional({ format: 'date-time', description: 'At most a year ahead. Default: in 90 days.' })
  @IsOptional()
  @IsRFC3339()
  expires_at?: string;
}
