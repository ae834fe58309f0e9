import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';

export class SignInDto {
  @ApiProperty({ example: 'jane@example.com' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(254)
  email!: string;

  @ApiProperty({ format: 'password' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(4_096)
  password!: string;

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
