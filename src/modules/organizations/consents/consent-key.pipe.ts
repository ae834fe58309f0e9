import type { PipeTransform } from '@nestjs/common';
import { notFound } from '../../../platform/errors/daybook-error';

/** The name of a consent in addresses: `privacy-notice`. What cannot be one is as absent as one that nobody made. */
export class ConsentKeyPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!/^[a-z][a-z0-9-]{0,59}$/.test(value)) throw notFound('consent');
    return value;
  }
}
