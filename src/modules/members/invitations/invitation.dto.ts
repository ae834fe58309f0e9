import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { EmailField, TrimmedText } from '../../../platform/http/fields';
import { NewPasswordField } from '../../auth/auth.fields';
import { ROLES, type Role } from '../../organizations/organizations.membership';

export class InvitationDto {
  @ApiProperty({ example: 'omar@example.com' })
  @EmailField()
  email!: string;

  @ApiProperty({ enum: ROLES })
  @IsIn(ROLES)
  role!: Role;
}

/** Both, unless somebody who is signed in accepts: then neither. */
export class AcceptanceDto {
  @ApiPropertyOptional({
    example: 'Omar Reyes',
    maxLength: 200,
    description: 'For a new account; an existing one keeps its name.',
  })
  @IsOptional()
  @TrimmedText()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name?: string;

  @ApiPropertyOptional({
    format: 'password',
    description: 'Chosen for a new account, proven for an existing one.',
  })
  @IsOptional()
  @NewPasswordField()
  password?: string;
}
