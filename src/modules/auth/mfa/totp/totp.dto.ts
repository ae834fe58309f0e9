import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';

export class TotpConfirmationDto {
  @ApiProperty({ example: '492039', description: 'The code that the app shows now.' })
  @Matches(/^\d{6}$/, { message: 'must be six digits' })
  code!: string;
}
