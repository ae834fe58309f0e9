import { Injectable } from '@nestjs/common';
import type { MembershipOfAccount, Person } from '../auth.accounts';
import { Passwords } from '../accounts/passwords';
import { EnrolledFactors } from '../mfa/enrolled-factors';
import { hasFactor } from '../mfa/factor-policy';
import { requireGood } from './password-refusal';

/** From a password that somebody wishes for to what is stored of it. */
@Injectable()
export class NewPasswords {
  constructor(
    private readonly passwords: Passwords,
    private readonly factors: EnrolledFactors,
  ) {}

  /** @throws DaybookError `password.too_short` and its like, which say what to do */
  async hashFor(
    { id, name, email }: Person,
    memberships: readonly MembershipOfAccount[],
    password: string,
  ): Promise<string> {
    requireGood(password, {
      hasFactor: hasFactor(await this.factors.of(id)),
      words: [name, email, ...memberships.map(({ organizationName }) => organizationName)],
    });
    return this.passwords.hash(password);
  }
}
