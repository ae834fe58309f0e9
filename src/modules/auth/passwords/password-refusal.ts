import { invalid } from '../../../platform/errors/daybook-error';
import { faultOf, type PasswordCircumstances } from './password-rules';

const PRODUCT = ['Daybook'];

/** @throws DaybookError pointing to `/password` */
export function requireGood(password: string, { hasFactor: more, words }: PasswordCircumstances): void {
  const fault = faultOf(password, { hasFactor: more, words: [...words, ...PRODUCT] });
  if (fault)
    throw invalid(fault.code, `The password ${fault.detail}.`, [
      { pointer: '/password', detail: fault.detail },
    ]);
}
