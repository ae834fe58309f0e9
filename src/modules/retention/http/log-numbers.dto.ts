import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, Matches } from 'class-validator';

/** As many as lie between the rows of a large page. */
const MOST_STRETCHES = 200;

export class LogNumbersDto {
  @ApiProperty({
    type: [String],
    example: ['101-103'],
    description: 'First and last of a stretch of sequences, both included. May be repeated.',
  })
  @Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value : [value]))
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_STRETCHES)
  @Matches(/^[1-9]\d{0,14}-[1-9]\d{0,14}$/, {
    each: true,
    message: 'must be stretches of numbers, first-last: 101-103',
  })
  between!: string[];
}
