import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, IsUUID, MaxLength, ValidateBy, isUUID } from 'class-validator';
import { TrimmedText } from '../../../platform/http/fields';
import { PageQueryDto } from '../../../platform/http/page';
import { ROLES } from '../../organizations/organizations.membership';

const isRoleId = (value: unknown): boolean => ROLES.some((role) => role === value) || isUUID(value);

/** A built-in role's name, or the id of one that the organization made; whether it did is asked later. */
export const RoleField = (): PropertyDecorator =>
  applyDecorators(
    ValidateBy({
      name: 'isRole',
      validator: {
        validate: isRoleId,
        defaultMessage: () => `must be ${ROLES.join(', ')} or the id of a role of this organization`,
      },
    }),
  );

export class RoleDto {
  @ApiProperty({ example: 'auditor', description: 'A built-in role, or the id of one of your own.' })
  @RoleField()
  role!: string;
}

export class MemberQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ description: 'Who has this role: a built-in name or an id.' })
  @IsOptional()
  @RoleField()
  role?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Who is in this team.' })
  @IsOptional()
  @IsUUID()
  team?: string;

  @ApiPropertyOptional({ description: 'Part of a name or e-mail address.' })
  @IsOptional()
  @TrimmedText()
  @IsString()
  @MaxLength(200)
  q?: string;
}
