import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { EventDraft } from '../../../platform/context/request-record';
import { MailOutbox, type Message } from '../../../platform/mail/mail-outbox';
import { Sessions } from '../auth.sessions';
import { caller } from '../sessions/session-principal';
import { EnrolledFactors } from './enrolled-factors';
import { FactorAttempts, type GuessedFactor } from './factor-attempts';
import { enrolledMail, removedMail } from './factor-mails';

/** What every change to one's own factors brings along: it waits its turn, other sessions end, a mail tells. */
@Injectable()
export class FactorChanges {
  constructor(
    private readonly factors: EnrolledFactors,
    private readonly attempts: FactorAttempts,
    private readonly sessions: Sessions,
    private readonly outbox: MailOutbox,
  ) {}

  lock(manager: EntityManager, accountId: string): Promise<void> {
    return this.factors.lock(manager, accountId);
  }

  /** Gives what the event says of it. */
  async enrolled(manager: EntityManager, what: string, replaced?: GuessedFactor): Promise<EventDraft> {
    const { person } = caller();
    if (replaced) await this.attempts.forget(manager, person.id, replaced);
    return this.#consequences(manager, enrolledMail(person, what));
  }

  /** @throws DaybookError `factor.still_required` */
  async removed(manager: EntityManager, what: string): Promise<EventDraft> {
    const { person } = caller();
    await this.factors.settleRemoval(manager, person.id);
    return this.#consequences(manager, removedMail(person, what));
  }

  /** The mails may go. */
  committed(): void {
    this.outbox.deliverSoon();
  }

  async #consequences(manager: EntityManager, mail: Message): Promise<EventDraft> {
    const { person, organizationId, sessionId } = caller();
    await this.outbox.put(manager, organizationId, mail);
    return { details: { sessions_ended: await this.sessions.endElsewhere(manager, person.id, sessionId) } };
  }
}
