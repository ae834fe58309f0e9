import { ApiProperty } from '@nestjs/swagger';
import { IsObject, IsString, MaxLength, MinLength } from 'class-validator';
import { TrimmedText } from '../../../../platform/http/fields';

export class PasskeyNameDto {
  @ApiProperty({ example: 'MacBook', maxLength: 100 })
  @TrimmedText()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name!: string;
}

export class NewPasskeyDto extends PasskeyNameDto {
  @ApiProperty({ type: Object, description: 'What the browser made: PublicKeyCredential.toJSON().' })
  @IsObject()
  credential!: Record<string, unknown>;
}
