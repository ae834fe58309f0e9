import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { currentRequest } from '../../../platform/context/request-context';
import { Accounts, type MembershipOfAccount, type Person } from '../auth.accounts';
import { wrongCredentials } from '../auth.password-proof';
import { SessionBinding } from './session-binding';
import { chooseMembership } from './session-principal';
import type { OpenedSession } from '../auth.contract';

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Somebody who has proven a password, and where they belong. */
export interface SignedInPerson extends Person {
  readonly memberships: readonly MembershipOfAccount[];
}

/** From an e-mail address and a password to a session. */
@Injectable()
export class SignIn {
  constructor(
    private readonly accounts: Accounts,
    private readonly binding: SessionBinding,
    private readonly clock: Clock,
  ) {}

  /**
   * Unknown address, wrong password and an account without organization get the same answer after the same work; it is
   * recorded in each organization of the account.
   */
  async prove(email: string, password: string): Promise<SignedInPerson> {
    const person = await this.accounts.prove(email, password);
    const memberships = await this.announce(email);
    if (person === null || memberships.length === 0) throw wrongCredentials();
    return { ...person, memberships };
  }

  /** Tells the request's record whom an attempt concerns; nothing is claimed of who made it. */
  async announce(email: string): Promise<MembershipOfAccount[]> {
    const account = await this.accounts.findByEmail(email);
    const memberships = await this.accounts.memberships(account?.id ?? NOBODY);
    const record = currentRequest();
    if (record) {
      record.principal = null;
      record.organizationIds = memberships.map(({ organizationId }) => organizationId);
      record.describe({ details: { email } });
    }
    return memberships;
  }

  /** Opens a session in the organization asked for, else in the first the person joined. */
  open(
    { memberships, ...person }: SignedInPerson,
    organizationId: string | undefined,
  ): Promise<OpenedSession> {
    const entrance = { passwordAt: this.clock.now(), factorAt: null, factor: null };
    return this.binding.open(person, chooseMembership(memberships, organizationId), entrance);
  }
}
