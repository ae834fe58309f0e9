import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsObject, IsString, MaxLength, ValidateIf } from 'class-validator';

const TYPES = ['totp', 'recovery_code', 'passkey', 'password'] as const;

const isOf = (...types: string[]): PropertyDecorator =>
  ValidateIf(({ type }: FactorDto) => types.includes(type));

export class FactorDto {
  @ApiProperty({ enum: TYPES, description: 'password: only for who has no factor, as step-up.' })
  @IsIn(TYPES)
  type!: (typeof TYPES)[number];

  @ApiPropertyOptional({ example: '492039', description: 'Of type totp or recovery_code.' })
  @isOf('totp', 'recovery_code')
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  code?: string;

  @ApiPropertyOptional({ format: 'password' })
  @isOf('password')
  @IsString()
  @IsNotEmpty()
  @MaxLength(4_096)
  password?: string;

  @ApiPropertyOptional({
    type: Object,
    description: 'What the browser made of the challenge: PublicKeyCredential.toJSON().',
  })
  @isOf('passkey')
  @IsObject()
  credential?: Record<string, unknown>;
}
