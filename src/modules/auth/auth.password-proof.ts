import { Injectable } from '@nestjs/common';
import { currentRequest } from '../../platform/context/request-context';
import { DaybookError, unauthenticated } from '../../platform/errors/daybook-error';
import { normalizeEmail } from '../../platform/http/fields';
import { Accounts, type Person } from './auth.accounts';
import { SignInThrottle, type Attempt } from './sessions/sign-in-throttle';

/** Proving a password outside signing in, under the same limits: no other route may be the easier one to guess at. */
@Injectable()
export class PasswordProof {
  constructor(
    private readonly accounts: Accounts,
    private readonly throttle: SignInThrottle,
  ) {}

  /** @throws DaybookError `session.wrong_credentials`, `sign_in.throttled` */
  async require(email: string, password: string): Promise<Person> {
    const attempt = await this.throttle.take(email, currentRequest()?.client.ip ?? null, deviceOf(email));
    if (!attempt.allowed) throw tooManyAttempts(attempt);
    const person = await this.accounts.prove(email, password);
    if (!person) throw wrongCredentials();
    await attempt.forgive();
    return person;
  }
}

/** Whoever is signed in already is no stranger to their own account. */
function deviceOf(email: string): string | null {
  const principal = currentRequest()?.principal;
  const own = principal && principal.accountId !== null && principal.actor.email === normalizeEmail(email);
  return own ? 'a session' : null;
}

export function wrongCredentials(): DaybookError {
  currentRequest()?.describe({ outcome: 'failure' });
  return unauthenticated('session.wrong_credentials', 'The e-mail address or the password is wrong.');
}

export const tooManyAttempts = ({ resetSeconds }: Attempt): DaybookError =>
  resetSeconds === null
    ? new DaybookError(
        'throttled',
        'sign_in.locked',
        'Too many wrong passwords for this account. Reset the password to sign in again.',
      )
    : new DaybookError(
        'throttled',
        'sign_in.throttled',
        'Too many attempts to sign in. Wait before the next one, or reset the password.',
        { retryAfterSeconds: resetSeconds },
      );
