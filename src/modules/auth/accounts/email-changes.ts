import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock, MINUTE_MS } from '../../../platform/clock/clock';
import { hashToken, newToken } from '../../../platform/crypto/tokens';
import { MailOutbox } from '../../../platform/mail/mail-outbox';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { Accounts, type Person } from '../auth.accounts';
import { currentOccasion } from './current-occasion';
import { EmailChange } from './email-change.entity';
import { changeRequestedMail, confirmationMail, takenMail } from './email-mails';

const VALID_MS = 60 * MINUTE_MS;

/** Wishes for another address: the new one is asked to confirm, the old one is told. */
@Injectable()
export class EmailChanges {
  constructor(
    private readonly accounts: Accounts,
    private readonly outbox: MailOutbox,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly settings: Settings,
  ) {}

  /**
   * In a transaction that has entered the organization. An address that somebody has gets a mail too, without a link, so that
   * nobody learns here which addresses are known. A later wish replaces an earlier one.
   */
  async request(
    manager: EntityManager,
    organizationId: string,
    person: Person,
    email: string,
  ): Promise<void> {
    const requestedAt = this.clock.now();
    const expiresAt = new Date(requestedAt.getTime() + VALID_MS);
    const token = newToken();
    const { id: accountId } = person;
    const wish = { accountId, id: uuidv7(), email, tokenHash: hashToken(token), requestedAt, expiresAt };
    await manager.upsert(EmailChange, wish, ['accountId']);
    const link = `${this.settings.http.publicUrl}/email-changes/${token}`;
    const taken = await this.accounts.findByEmail(email);
    await this.outbox.put(
      manager,
      organizationId,
      taken ? takenMail(email) : confirmationMail(person, email, link, expiresAt),
    );
    await this.outbox.put(
      manager,
      organizationId,
      changeRequestedMail(person, email, currentOccasion(requestedAt)),
    );
  }

  async pending(manager: EntityManager, accountId: string): Promise<string | null> {
    const wish = await manager.findOneBy(EmailChange, { accountId });
    return wish && wish.expiresAt > this.clock.now() ? wish.email : null;
  }

  /** The mails may go. */
  committed(): void {
    this.outbox.deliverSoon();
  }
}
