import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength, ValidateBy, isUUID } from 'class-validator';
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

export const MEMBER_STATES = ['active', 'dormant', 'locked'] as const;
export const MEMBER_FACTORS = ['passkey', 'totp', 'none'] as const;
/** So long without a sign-in, and somebody is dormant (PCI DSS 8.2.6). */
export const DORMANT_DAYS = 90;

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

  @ApiPropertyOptional({
    enum: MEMBER_STATES,
    description: `\`dormant\`: has not signed in here for ${DORMANT_DAYS} days, or never has; \`locked\`: kept out by wrong passwords; \`active\`: neither.`,
  })
  @IsOptional()
  @IsIn(MEMBER_STATES)
  state?: (typeof MEMBER_STATES)[number];

  @ApiPropertyOptional({ enum: MEMBER_FACTORS, description: 'Who has a second factor, or `none`.' })
  @IsOptional()
  @IsIn(MEMBER_FACTORS)
  mfa?: (typeof MEMBER_FACTORS)[number];
}
