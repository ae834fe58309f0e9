import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { MOST_CHARACTERS } from '../query-language/parse-text';

export class CompletionDto {
  @ApiProperty({ description: 'A query, finished or not.' })
  @IsString()
  @MaxLength(MOST_CHARACTERS)
  q!: string;

  @ApiPropertyOptional({ description: 'Where the caret stands, in UTF-16 units. Default: at the end.' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(2 * MOST_CHARACTERS)
  caret?: number;
}
