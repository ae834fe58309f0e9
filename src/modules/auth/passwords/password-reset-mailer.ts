import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource, IsNull, MoreThan, type EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { hashToken, newToken } from '../../../platform/crypto/tokens';
import { enterOrganization } from '../../../platform/database/tenant';
import { Log } from '../../../platform/log/log';
import { MailOutbox } from '../../../platform/mail/mail-outbox';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { Accounts } from '../auth.accounts';
import { resetMail } from './password-mails';
import { PasswordReset } from './password-reset.entity';

/** The mail is written a moment later, nobody knows which: what it costs must not show in the next answer. */
const LATEST_MS = 250;

/** Answers wishes for a new password, after the requests that made them. Several processes may do so at once. */
@Injectable()
export class PasswordResetMailer implements OnApplicationShutdown {
  #running: Promise<void> = Promise.resolve();
  #waiting = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: Accounts,
    private readonly outbox: MailOutbox,
    private readonly clock: Clock,
    private readonly log: Log,
    @Inject(CONFIG) private readonly settings: Settings,
  ) {}

  handleSoon(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    this.#running = this.#running
      .then(() => delay(randomInt(LATEST_MS)))
      .then(async () => {
        this.#waiting = false;
        await this.handleDue();
      })
      .catch((error: unknown) =>
        this.log.error({ error }, 'mails of password resets were not written; the sweeper tries again'),
      );
  }

  /** Those that wait; returns how many. The sweeper calls it too. */
  async handleDue(): Promise<number> {
    let count = 0;
    while (await this.dataSource.transaction((manager) => this.#handleOne(manager))) count += 1;
    if (count > 0) this.outbox.deliverSoon();
    return count;
  }

  /** Resolves when nothing is being written in the background. */
  settled(): Promise<void> {
    return this.#running;
  }

  /** When no request runs any more that could wish another. */
  onApplicationShutdown(): Promise<void> {
    return this.settled();
  }

  async #handleOne(manager: EntityManager): Promise<boolean> {
    const now = this.clock.now();
    const reset = await manager.findOne(PasswordReset, {
      where: { handledAt: IsNull(), expiresAt: MoreThan(now) },
      order: { requestedAt: 'ASC' },
      lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
    });
    if (!reset) return false;
    const person = await this.accounts.findByEmail(reset.email);
    const [membership] = person ? await this.accounts.memberships(person.id) : [];
    const token = newToken();
    const found = person && membership ? { accountId: person.id, tokenHash: hashToken(token) } : {};
    await manager.update(PasswordReset, { id: reset.id }, { handledAt: now, ...found });
    if (!person || !membership) return true;
    await manager.query(enterOrganization(membership.organizationId));
    const link = `${this.settings.http.publicUrl}/password-resets/${token}`;
    await this.outbox.put(manager, membership.organizationId, resetMail(person, link, reset.expiresAt));
    return true;
  }
}
