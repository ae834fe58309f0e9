import type { PipeTransform } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { notFound } from '../errors/daybook-error';

/** An id in an address. What is no UUID is as absent as a UUID that nobody has (A1). */
export class IdPipe implements PipeTransform<string, string> {
  constructor(private readonly what: string) {}

  transform(value: string): string {
    if (!isUUID(value)) throw notFound(this.what);
    return value.toLowerCase();
  }
}
