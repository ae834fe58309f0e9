import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  MaxLength,
  MinLength,
} from 'class-validator';
import { TrimmedText } from '../../../platform/http/fields';
import { ROLE_PERMISSIONS } from '../../organizations/organizations.permissions';

const NameField = (): PropertyDecorator =>
  applyDecorators(TrimmedText(), IsString(), MinLength(1), MaxLength(60));

const PermissionsField = (): PropertyDecorator =>
  applyDecorators(
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(ROLE_PERMISSIONS.length),
    ArrayUnique(),
    IsIn(ROLE_PERMISSIONS, { each: true }),
  );

export class NewRoleDto {
  @ApiProperty({ example: 'Records clerk', maxLength: 60 })
  @NameField()
  name!: string;

  @ApiProperty({ enum: ROLE_PERMISSIONS, isArray: true, example: ['audit:read'] })
  @PermissionsField()
  permissions!: string[];
}

export class RolePatchDto {
  @ApiPropertyOptional({ maxLength: 60 })
  @IsOptional()
  @NameField()
  name?: string;

  @ApiPropertyOptional({ enum: ROLE_PERMISSIONS, isArray: true })
  @IsOptional()
  @PermissionsField()
  permissions?: string[];
}
