import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, MoreThan } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { hashToken } from '../../../platform/crypto/tokens';
import { DaybookError } from '../../../platform/errors/daybook-error';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import type { MembershipOfAccount, Person } from '../auth.accounts';
import { userActor } from '../auth.authentication';
import { Account } from '../accounts/account.entity';
import { SignIn } from '../sessions/sign-in';
import { NewPasswords } from './new-passwords';
import { PasswordReplacement } from './password-replacement';
import { PasswordReset } from './password-reset.entity';

interface Claim {
  readonly resetId: string;
  readonly person: Person;
  readonly memberships: readonly MembershipOfAccount[];
}

/** Unknown, used and expired are the same answer. */
const unusable = (): DaybookError =>
  new DaybookError(
    'not_found',
    'password_reset.not_found',
    'This link has expired or was used already. Ask for a new one.',
  );

/** A new password by a mailed link. It signs nobody in, and factors are asked for as ever. */
@Injectable()
export class PasswordResetCompletion {
  constructor(
    private readonly dataSource: DataSource,
    private readonly signIn: SignIn,
    private readonly newPasswords: NewPasswords,
    private readonly replacement: PasswordReplacement,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** @throws DaybookError `password_reset.not_found`, and what the rules of passwords say */
  async complete(token: string, password: string): Promise<void> {
    const claim = await this.#find(token);
    const passwordHash = await this.newPasswords.hashFor(claim.person, claim.memberships, password);
    await this.#replace(claim, passwordHash);
    this.replacement.committed();
  }

  async #find(token: string): Promise<Claim> {
    const { manager } = this.dataSource;
    const open = { usedAt: IsNull(), expiresAt: MoreThan(this.clock.now()) };
    const reset = await manager.findOneBy(PasswordReset, { tokenHash: hashToken(token), ...open });
    if (!reset || reset.accountId === null) throw unusable();
    const person = await manager.findOneByOrFail(Account, { id: reset.accountId });
    const memberships = await this.signIn.announce(person.email);
    if (memberships.length === 0) throw unusable();
    return { resetId: reset.id, person, memberships };
  }

  async #replace({ resetId: id, person, memberships }: Claim, passwordHash: string): Promise<void> {
    const logs = memberships.map(({ organizationId }) => organizationId);
    const [organizationId = ''] = logs;
    await this.unitOfWork.changeAcross(logs, async (manager) => {
      const open = { usedAt: IsNull(), expiresAt: MoreThan(this.clock.now()) };
      const { affected } = await manager.update(PasswordReset, { id, ...open }, { usedAt: this.clock.now() });
      if (affected !== 1) throw unusable();
      const ended = await this.replacement.replace(manager, {
        person,
        passwordHash,
        organizationId,
        sessionId: null,
      });
      return {
        result: undefined,
        event: {
          actor: userActor(person, null),
          resource: { type: 'account', id: person.id, name: person.name },
          details: { sessions_ended: ended },
        },
      };
    });
  }
}
