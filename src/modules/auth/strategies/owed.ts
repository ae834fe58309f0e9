import type { Assurance, Owed } from '../../../platform/context/assurance';
import type { Principal } from '../../../platform/context/request-record';
import { DaybookError } from '../../../platform/errors/daybook-error';

/** @throws DaybookError `factor.required` or `factor.enrolment_required`, which say how to go on */
export function requireNothingOwed({ assurance }: Principal): void {
  if (assurance?.owes) throw owed(assurance.owes, assurance);
}

const owed = (what: Owed, { methods }: Assurance): DaybookError =>
  what === 'factor'
    ? new DaybookError(
        'forbidden',
        'factor.required',
        'Finish signing in first: confirm it with a second factor, POST /v1/session/factors.',
        { members: { methods, how: 'POST /v1/session/factors' } },
      )
    : new DaybookError(
        'forbidden',
        'factor.enrolment_required',
        'Your role or organization asks for a second factor. Enrol one first: POST /v1/account/totp, or a passkey.',
        {
          members: {
            methods: ['totp', 'passkey'],
            how: 'POST /v1/account/totp or POST /v1/account/passkey-challenges',
          },
        },
      );
