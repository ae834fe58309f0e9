import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNotEmpty, IsObject, IsOptional, IsString, IsUUID, MaxLength, ValidateIf } from 'class-validator';

const withoutPasskey = (): PropertyDecorator =>
  ValidateIf(
    ({ passkey, email, password }: SignInDto) => passkey === undefined || Boolean(email ?? password),
  );

export class SignInDto {
  @ApiPropertyOptional({ example: 'jane@example.com', description: 'With a password; without a passkey.' })
  @withoutPasskey()
  @IsString()
  @IsNotEmpty()
  @MaxLength(254)
  email?: string;

  @ApiPropertyOptional({ format: 'password' })
  @withoutPasskey()
  @IsString()
  @IsNotEmpty()
  @MaxLength(4_096)
  password?: string;

  @ApiPropertyOptional({
    type: Object,
    description: 'Alone: the answer to POST /v1/sessions/passkey-challenges, PublicKeyCredential.toJSON().',
  })
  @IsOptional()
  @IsObject()
  passkey?: Record<string, unknown>;

  @ApiPropertyOptional({ format: 'uuid', description: 'Default: the organization joined first.' })
  @IsOptional()
  @IsUUID()
  organization_id?: string;
}

export class SwitchDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  organization_id!: string;
}
