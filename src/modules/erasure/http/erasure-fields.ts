import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import { TrimmedText } from '../../../platform/http/fields';

export const ExpectedCount = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      minimum: 0,
      description: 'How many events that will be, typed: the `events` of the preview.',
    }),
    IsInt(),
    Min(0),
    Max(Number.MAX_SAFE_INTEGER),
  );

export const Reason = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      minLength: 10,
      maxLength: 1_000,
      description: 'Kept for ever, so name nobody in it who is to be erased.',
    }),
    TrimmedText(),
    IsString(),
    MinLength(10),
    MaxLength(1_000),
  );
