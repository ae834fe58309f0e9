import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { MailOutbox } from '../../../platform/mail/mail-outbox';
import { Account } from '../accounts/account.entity';
import { currentOccasion } from '../accounts/current-occasion';
import { EmailChange } from '../accounts/email-change.entity';
import type { Person } from '../auth.accounts';
import { Sessions } from '../auth.sessions';
import { SignInLocks } from '../auth.sign-in-locks';
import { passwordChangedMail } from './password-mails';
import { PasswordReset } from './password-reset.entity';

export interface Replacement {
  readonly person: Person;
  readonly passwordHash: string;
  /** Whose outbox takes the mail; the transaction has entered it. */
  readonly organizationId: string;
  /** The one session that stays; none does after a reset. */
  readonly sessionId: string | null;
}

/** All that another password brings with it: other sessions end, open links and wishes are void, locks are lifted, a mail tells. */
@Injectable()
export class PasswordReplacement {
  constructor(
    private readonly sessions: Sessions,
    private readonly locks: SignInLocks,
    private readonly outbox: MailOutbox,
    private readonly clock: Clock,
  ) {}

  /** Returns how many sessions ended. */
  async replace(
    manager: EntityManager,
    { person, passwordHash, organizationId, sessionId }: Replacement,
  ): Promise<number> {
    const now = this.clock.now();
    await manager.update(Account, { id: person.id }, { passwordHash, passwordChangedAt: now });
    await manager.update(PasswordReset, { accountId: person.id, usedAt: IsNull() }, { usedAt: now });
    await manager.delete(EmailChange, { accountId: person.id });
    await this.locks.lift(manager, person.email);
    const mail = passwordChangedMail(person, sessionId === null, currentOccasion(now));
    await this.outbox.put(manager, organizationId, mail);
    return this.sessions.endElsewhere(manager, person.id, sessionId);
  }

  /** The mail may go. */
  committed(): void {
    this.outbox.deliverSoon();
  }
}
