import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength, MinLength } from 'class-validator';
import { EmailField, TrimmedText } from '../../../platform/http/fields';
import { NewPasswordField } from '../auth.fields';

export class SetupDto {
  @ApiProperty({ description: 'Printed by the server until somebody has set it up.' })
  @IsString()
  @MaxLength(200)
  token!: string;

  @ApiProperty({ example: 'Acme Clinic', description: 'Name of the first organization.' })
  @TrimmedText()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  organization!: string;

  @ApiProperty({ example: 'Jane Doe', description: 'Name of its Owner.' })
  @TrimmedText()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name!: string;

  @ApiProperty({ example: 'jane@example.com' })
  @EmailField()
  email!: string;

  @ApiProperty({ format: 'password', minLength: 15, maxLength: 1_024 })
  @NewPasswordField()
  password!: string;
}
