import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { MOST_CHARACTERS } from './cursor';

/** The parameter `limit`: how many rows a page has as a rule, and at most. */
export const PageLimit = ({
  usual = 50,
  most = 200,
  description = 'Rows of a page.',
} = {}): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ default: usual, minimum: 1, maximum: most, description }),
    IsOptional(),
    Type(() => Number),
    IsInt(),
    Min(1),
    Max(most),
  );

/** The parameter `cursor`. */
export const PageCursor = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ description: 'From `next_cursor` or `prev_cursor` of a page of the same query.' }),
    IsOptional(),
    IsString(),
    MaxLength(MOST_CHARACTERS),
  );
