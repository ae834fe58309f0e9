import { applyDecorators } from '@nestjs/common';
import { IsString, MaxLength, MinLength } from 'class-validator';
import { TrimmedText } from '../../../platform/http/fields';

/** Text that a person wrote: some, and not more than this. */
export const WrittenText = (most: number): PropertyDecorator =>
  applyDecorators(TrimmedText(), IsString(), MinLength(1), MaxLength(most));
