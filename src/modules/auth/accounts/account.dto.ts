import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { EmailField, TrimmedText } from '../../../platform/http/fields';

export class AccountDto {
  @ApiPropertyOptional({ example: 'Jane Doe' })
  @IsOptional()
  @TrimmedText()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name?: string;

  @ApiPropertyOptional({
    example: 'jane@example.com',
    description: 'Takes effect once it is confirmed by a mailed link.',
  })
  @IsOptional()
  @EmailField()
  email?: string;

  @ApiPropertyOptional({
    format: 'password',
    description: 'For another e-mail address, unless a step-up proved who asks.',
  })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(4_096)
  current_password?: string;
}
