import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsString, MaxLength, MinLength } from 'class-validator';
import { TrimmedText } from '../../../platform/http/fields';

export class ConsentDto {
  @ApiProperty({ example: 'Recording of what is done in the system', maxLength: 200 })
  @TrimmedText()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  title!: string;

  @ApiProperty({ maxLength: 10_000, description: 'Another text than before is a new version.' })
  @TrimmedText()
  @IsString()
  @MinLength(1)
  @MaxLength(10_000)
  text!: string;

  @ApiProperty()
  @IsBoolean()
  required!: boolean;
}
