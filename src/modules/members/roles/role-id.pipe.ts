import type { PipeTransform } from '@nestjs/common';
import { conflict } from '../../../platform/errors/daybook-error';
import { IdPipe } from '../../../platform/http/id.pipe';
import { ROLES } from '../../organizations/organizations.membership';

/** The id of a role to change: the built-in ones have names for ids, and stay as they are. */
export class RoleIdPipe implements PipeTransform<string, string> {
  readonly #ids = new IdPipe('role');

  transform(value: string): string {
    if (ROLES.some((role) => role === value))
      throw conflict('role.built_in', 'The built-in roles cannot be changed. Make a role of your own.');
    return this.#ids.transform(value);
  }
}
