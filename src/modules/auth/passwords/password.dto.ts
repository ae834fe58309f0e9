import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { EmailField } from '../../../platform/http/fields';
import { NewPasswordField } from '../auth.fields';

export class PasswordChangeDto {
  @ApiProperty({ format: 'password' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(4_096)
  current_password!: string;

  @ApiProperty({
    format: 'password',
    description: '15 to 1,024 characters; 12 are enough beside a second factor.',
  })
  @NewPasswordField()
  password!: string;
}

export class PasswordResetDto {
  @ApiProperty({ example: 'jane@example.com' })
  @EmailField()
  email!: string;
}

export class PasswordResetCompletionDto {
  @ApiProperty({
    format: 'password',
    description: '15 to 1,024 characters; 12 are enough beside a second factor.',
  })
  @NewPasswordField()
  password!: string;
}
