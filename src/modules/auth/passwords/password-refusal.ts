import { invalid } from '../../../platform/errors/daybook-error';
import { faultOf, type PasswordCircumstances, type PasswordFault } from './password-rules';

const PRODUCT = ['Daybook'];

/** @throws DaybookError pointing to `/password` */
export function requireGood(password: string, { hasFactor: more, words }: PasswordCircumstances): void {
  const fault = faultOf(password, { hasFactor: more, words: [...words, ...PRODUCT] });
  if (fault) refuse(fault);
}

/** @throws DaybookError pointing to `/password` */
export function refuse({ code, detail }: PasswordFault): never {
  throw invalid(code, `The password ${detail}.`, [{ pointer: '/password', detail }]);
}
