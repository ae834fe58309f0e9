import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsOptional,
  IsString,
  MaxLength,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { EmailField, TrimmedText } from '../../../platform/http/fields';
import { NewPasswordField } from '../../auth/auth.fields';
import { RoleField } from '../roster/member.dto';

export class InvitationDto {
  @ApiProperty({ example: 'omar@example.com' })
  @EmailField()
  email!: string;

  @ApiProperty({ example: 'member', description: 'A built-in role, or the id of one of your own.' })
  @RoleField()
  role!: string;
}

export class InvitationBatchDto {
  @ApiProperty({ type: [InvitationDto], maxItems: 50 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => InvitationDto)
  invitations!: InvitationDto[];
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
