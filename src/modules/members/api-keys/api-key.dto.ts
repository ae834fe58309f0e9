import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsRFC3339,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
} from 'class-validator';
import { TrimmedText } from '../../../platform/http/fields';
import { normalizeNetwork } from '../../../platform/http/networks';
import { PERMISSIONS } from '../../organizations/organizations.permissions';

const NameField = (): PropertyDecorator =>
  applyDecorators(TrimmedText(), IsString(), MinLength(1), MaxLength(100));

const normalize = (each: unknown): unknown => (typeof each === 'string' ? normalizeNetwork(each) : null);

/** Networks in their usual form; one that is none becomes null, which is refused. */
const NetworksField = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(normalize) : value)),
    IsArray(),
    ArrayMaxSize(50),
    ArrayUnique(),
    ValidateBy(
      {
        name: 'isNetwork',
        validator: {
          validate: (value) => typeof value === 'string',
          defaultMessage: () => 'must be networks such as 203.0.113.0/24 or 2001:db8::/32',
        },
      },
      { each: true },
    ),
  );

export class ApiKeyDto {
  @ApiProperty({ example: 'billing service', maxLength: 100 })
  @NameField()
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

  @ApiPropertyOptional({ example: ['203.0.113.0/24'], description: 'From where it may be used.' })
  @IsOptional()
  @NetworksField()
  allowed_networks?: string[];
}

export class ApiKeyPatchDto {
  @ApiPropertyOptional({ maxLength: 100 })
  @IsOptional()
  @NameField()
  name?: string;

  @ApiPropertyOptional({ example: ['203.0.113.0/24'], description: 'Empty: from anywhere.' })
  @IsOptional()
  @NetworksField()
  allowed_networks?: string[];
}

export class RotationDto {
  @ApiProperty({ minimum: 0, maximum: 168, description: 'How long the present secret still works.' })
  @IsInt()
  @Min(0)
  @Max(168)
  overlap_hours!: number;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'Default: as long as it was given for the last time.',
  })
  @IsOptional()
  @IsRFC3339()
  expires_at?: string;
}
