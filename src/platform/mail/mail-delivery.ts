import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource, LessThanOrEqual, type EntityManager } from 'typeorm';
import { Clock } from '../clock/clock';
import { enterOrganization } from '../database/tenant';
import { Log } from '../log/log';
import { MailTransport } from './mail-transport';
import { Mail } from './mail.entity';

const MINUTE_MS = 60_000;
/** With delays that double from one minute, about eight hours. */
const MOST_ATTEMPTS = 10;

/** Empties the outbox. Several processes may do so at once: a mail in hand is locked, and the others pass it over. */
@Injectable()
export class MailDelivery implements OnApplicationShutdown {
  #running: Promise<void> = Promise.resolve();
  #waiting = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly transport: MailTransport,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** In the background; calls that come while one waits for its turn share it. */
  deliverSoon(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    this.#running = this.#running.then(async () => {
      this.#waiting = false;
      await this.deliverDue().catch((error: unknown) =>
        this.log.error({ error }, 'mails could not be delivered; the sweeper tries again'),
      );
    });
  }

  /** Sends what is due, one mail a transaction; returns how many were taken in hand. */
  async deliverDue(): Promise<number> {
    const organizations: { organization_id: string }[] = await this.dataSource.query(
      'SELECT * FROM organizations_with_due_mail($1)',
      [this.clock.now()],
    );
    let count = 0;
    for (const { organization_id } of organizations) {
      while (await this.#deliverOne(organization_id)) count += 1;
    }
    return count;
  }

  /** Resolves when nothing is being sent in the background. */
  settled(): Promise<void> {
    return this.#running;
  }

  /** When no request runs any more that could want another; the pools of the database are closed after it. */
  onApplicationShutdown(): Promise<void> {
    return this.settled();
  }

  #deliverOne(organizationId: string): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(enterOrganization(organizationId));
      const mail = await nextDue(manager, organizationId, this.clock.now());
      if (!mail) return false;
      const { id, attempts } = mail;
      await manager.update(
        Mail,
        { organizationId, id },
        { attempts: attempts + 1, ...(await this.#try(mail)) },
      );
      return true;
    });
  }

  async #try(mail: Mail): Promise<Partial<Mail>> {
    try {
      await this.transport.send(mail);
      return { sentAt: this.clock.now(), dueAt: null, body: null, lastError: null };
    } catch (error) {
      this.log.warn({ error, mail_id: mail.id }, 'a mail could not be sent');
      const lastError = error instanceof Error ? error.message.slice(0, 500) : 'unknown';
      if (mail.attempts + 1 >= MOST_ATTEMPTS) return { dueAt: null, body: null, lastError };
      return { dueAt: new Date(this.clock.now().getTime() + MINUTE_MS * 2 ** mail.attempts), lastError };
    }
  }
}

function nextDue(manager: EntityManager, organizationId: string, now: Date): Promise<Mail | null> {
  return manager.findOne(Mail, {
    where: { organizationId, dueAt: LessThanOrEqual(now) },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
  });
}
