import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Cron, Interval } from '@nestjs/schedule';
import { AuthHousekeeping } from './modules/auth/auth.housekeeping';
import { ExportSweeper } from './modules/exports/exports.sweeper';
import { RetentionHousekeeping } from './modules/retention/retention.housekeeping';
import { Log } from './platform/log/log';
import { MailDelivery } from './platform/mail/mail-delivery';
import { CONFIG } from './platform/platform.tokens';
import type { Settings } from './platform/settings';

const SECOND_MS = 1_000;

/**
 * Everything that recurs, in one list. The schedule only triggers; each kind of work bounds itself, may run in several
 * processes at once, and finds by itself what an earlier run left. Processes that only serve requests do none of it.
 */
@Injectable()
export class RecurringWork implements OnModuleDestroy {
  readonly #stopping = new AbortController();
  readonly #running = new Map<string, Promise<void>>();

  constructor(
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'role'>,
    private readonly log: Log,
    private readonly exportSweeper: ExportSweeper,
    private readonly retention: RetentionHousekeeping,
    private readonly auth: AuthHousekeeping,
    private readonly mails: MailDelivery,
  ) {}

  /** Exports that lost their worker, expired, or left files behind. */
  @Interval(15 * SECOND_MS)
  sweepExports(): Promise<void> {
    return this.#run('sweep exports', (signal) => this.exportSweeper.sweep(signal));
  }

  /** Partitions ahead, and the purge. Dates pass once a day; asked hourly, so that a machine that sleeps at night purges too. */
  @Cron('0 7 * * * *', { timeZone: 'UTC' })
  purge(): Promise<void> {
    return this.#run('purge', (signal) => this.retention.daily(signal));
  }

  /** Purges that were interrupted, and what a shortened policy asked for. */
  @Interval(60 * SECOND_MS)
  sweepRetention(): Promise<void> {
    return this.#run('sweep retention', (signal) => this.retention.sweep(signal));
  }

  /** Sessions that nobody came back to. */
  @Interval(60 * SECOND_MS)
  endSessions(): Promise<void> {
    return this.#run('end sessions', () => this.auth.endExpiredSessions());
  }

  /** Second factors whose loss an Owner reported a day ago. */
  @Interval(60 * SECOND_MS)
  resetLostFactors(): Promise<void> {
    return this.#run('reset lost factors', () => this.auth.resetLostFactors());
  }

  /** Mails that could not be sent at once. */
  @Interval(30 * SECOND_MS)
  deliverMails(): Promise<void> {
    return this.#run('deliver mails', async () => {
      await this.auth.answerPasswordResets();
      await this.mails.deliverDue();
    });
  }

  /** Counters of sign-ins and answers to repeated requests whose time is over. */
  @Cron('0 23 * * * *', { timeZone: 'UTC' })
  forgetOld(): Promise<void> {
    return this.#run('forget old counters', () => this.auth.forgetOld());
  }

  async onModuleDestroy(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#running.values());
  }

  /** Not twice at once in this process; a failure is logged, and the next turn tries again. */
  async #run(name: string, work: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
    if (this.settings.role === 'api' || this.#stopping.signal.aborted || this.#running.has(name)) return;
    const run = work(this.#stopping.signal).then(
      () => undefined,
      (error: unknown) => this.log.error({ error, work: name }, 'recurring work failed'),
    );
    this.#running.set(name, run);
    await run.finally(() => this.#running.delete(name));
  }
}
