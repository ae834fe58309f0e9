import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { MailOutbox } from '../../../platform/mail/mail-outbox';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { Accounts } from '../../auth/auth.accounts';
import { membersHolding } from '../../members/members.holders';
import { reviewActions } from '../reviews.actions';
import type { DueDigest } from '../subscriptions/schedule';
import type { Digest } from './digest-composer';
import type { Recipient } from './recipients';

/** Leaves the transaction without a trace. */
class Unsent extends Error {}

/** Brings one review to one person: the row of the week, the mail and its event in one transaction, once. */
@Injectable()
export class DigestDelivery {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly outbox: MailOutbox,
    private readonly clock: Clock,
  ) {}

  /** False for who may not read the log any more: their week passes without a mail. */
  mayHave({ organization: { id }, accountId }: Recipient, { week }: DueDigest): Promise<boolean> {
    return this.unitOfWork.run(id, async (manager) => {
      if (await mayRead(manager, id, accountId)) return true;
      await this.#claim(manager, id, accountId, week, false);
      return false;
    });
  }

  /** False when another process was faster, or their right has just gone. */
  async send(recipient: Recipient, { week, from, to }: DueDigest, digest: Digest): Promise<boolean> {
    const { organization, accountId } = recipient;
    const { id } = organization;
    try {
      await this.unitOfWork.systemChange(id, reviewActions['review_digest.sent'], async (manager) => {
        const claimed = await this.#claim(manager, id, accountId, week, true);
        if (!claimed || !(await mayRead(manager, id, accountId))) throw new Unsent();
        const person = await this.accounts.person(manager, accountId);
        await this.outbox.put(manager, id, digest.to(person));
        return {
          result: undefined,
          event: {
            resource: { type: 'account', id: accountId, name: person.name },
            details: {
              week,
              from: from.toISOString(),
              to: to.toISOString(),
              events: digest.figures.events.count,
            },
          },
        };
      });
    } catch (error) {
      if (error instanceof Unsent) return false;
      throw error;
    }
    this.outbox.deliverSoon();
    return true;
  }

  /** Whoever inserts the row sends the mail; who comes at the same time waits here, and sees that it was sent. */
  async #claim(
    manager: EntityManager,
    organizationId: string,
    accountId: string,
    week: string,
    sent: boolean,
  ): Promise<boolean> {
    const rows: unknown[] = await manager.query(
      `INSERT INTO review_digest_weeks (organization_id, account_id, week, sent, handled_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING RETURNING week`,
      [organizationId, accountId, week, sent, this.clock.now()],
    );
    return rows.length > 0;
  }
}

async function mayRead(manager: EntityManager, organizationId: string, accountId: string): Promise<boolean> {
  const readers = await membersHolding(manager, organizationId, 'audit:read');
  return readers.some((reader) => reader.accountId === accountId);
}
