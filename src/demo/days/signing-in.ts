import type { Colleague } from '../people/staff';
import type { Draft } from './draft';

/** S0-18: the six kinds of authentication, as a clinic's own system names them. */
const authentication = { source: 'security', operation: 'authenticate', category: 'authentication' } as const;

const of =
  (action: string, words: string) =>
  ({ name }: Pick<Colleague, 'name'>): Draft => ({ ...authentication, action, summary: `${name} ${words}` });

export const signedIn = of('user.signed_in', 'signed in');
export const signedOut = of('user.signed_out', 'signed out');
export const timedOut = of(
  'user.session_timed_out',
  'was signed out, because nothing was done for 15 minutes',
);
export const verified = (person: Pick<Colleague, 'name'>, method = 'authenticator app'): Draft => ({
  ...of('user.mfa_verified', `confirmed the sign-in by ${method}`)(person),
  details: { method },
});
export const failedSignIn = ({ name }: Pick<Colleague, 'name'>): Draft => ({
  ...authentication,
  action: 'user.signed_in',
  outcome: 'failure',
  outcome_reason: 'wrong password',
  summary: `A sign-in as ${name} failed`,
});
export const passwordChanged = ({ name }: Pick<Colleague, 'name'>): Draft => ({
  ...authentication,
  action: 'user.password_changed',
  operation: 'update',
  summary: `${name} changed their password`,
});
