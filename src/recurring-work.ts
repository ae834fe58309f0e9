import { Injectable } from '@nestjs/common';
import { Cron, Interval } from '@nestjs/schedule';
import { AlertEvaluation } from './modules/alerts/alerts.evaluation';
import { EventCounting } from './modules/audit/audit.counting';
import { AuthHousekeeping } from './modules/auth/auth.housekeeping';
import { ExportSweeper } from './modules/exports/exports.sweeper';
import { ReviewDigests } from './modules/reviews/reviews.digests';
import { RetentionHousekeeping } from './modules/retention/retention.housekeeping';
import { MailDelivery } from './platform/mail/mail-delivery';
import { Recurrence } from './recurrence';

const SECOND_MS = 1_000;

/**
 * Everything that recurs, in one list. The schedule only triggers; each kind of work bounds itself, may run in several
 * processes at once, and finds by itself what an earlier run left.
 */
@Injectable()
export class RecurringWork {
  constructor(
    private readonly recurrence: Recurrence,
    private readonly exportSweeper: ExportSweeper,
    private readonly retention: RetentionHousekeeping,
    private readonly auth: AuthHousekeeping,
    private readonly mails: MailDelivery,
  ) {}

  /** Exports that lost their worker, expired, or left files behind. */
  @Interval(15 * SECOND_MS)
  sweepExports(): Promise<void> {
    return this.recurrence.run('sweep exports', (signal) => this.exportSweeper.sweep(signal));
  }

  /** Partitions ahead, and the purge. Dates pass once a day; asked hourly, so that a machine that sleeps at night purges too. */
  @Cron('0 7 * * * *', { timeZone: 'UTC' })
  purge(): Promise<void> {
    return this.recurrence.run('purge', (signal) => this.retention.daily(signal));
  }

  /** Purges that were interrupted, and what a shortened policy asked for. */
  @Interval(60 * SECOND_MS)
  sweepRetention(): Promise<void> {
    return this.recurrence.run('sweep retention', (signal) => this.retention.sweep(signal));
  }

  /** Sessions that nobody came back to. */
  @Interval(60 * SECOND_MS)
  endSessions(): Promise<void> {
    return this.recurrence.run('end sessions', () => this.auth.endExpiredSessions());
  }

  /** Second factors whose loss an Owner reported a day ago. */
  @Interval(60 * SECOND_MS)
  resetLostFactors(): Promise<void> {
    return this.recurrence.run('reset lost factors', () => this.auth.resetLostFactors());
  }

  /** Mails that could not be sent at once. */
  @Interval(30 * SECOND_MS)
  deliverMails(): Promise<void> {
    return this.recurrence.run('deliver mails', async () => {
      await this.auth.answerPasswordResets();
      await this.mails.deliverDue();
    });
  }

  /** Counters of sign-ins and answers to repeated requests whose time is over. */
  @Cron('0 23 * * * *', { timeZone: 'UTC' })
  forgetOld(): Promise<void> {
    return this.recurrence.run('forget old counters', () => this.auth.forgetOld());
  }
}

/** What recurs because the log has grown. */
@Injectable()
export class RecurringReading {
  constructor(
    private readonly recurrence: Recurrence,
    private readonly counting: EventCounting,
    private readonly alerts: AlertEvaluation,
    private readonly reviews: ReviewDigests,
  ) {}

  /** What histogram, facets and activity read instead of the events. */
  @Interval(SECOND_MS)
  countEvents(): Promise<void> {
    return this.recurrence.run('count events', (signal) => this.counting.run({ signal }));
  }

  /** What is new in the logs against the rules of their organizations. */
  @Interval(2 * SECOND_MS)
  evaluateAlertRules(): Promise<void> {
    return this.recurrence.run('evaluate alert rules', (signal) => this.alerts.run({ signal }));
  }

  /** Weekly reviews, each at an hour of its organization: full ones in most zones, a quarter to or past in some. */
  @Cron('30 0,15,30,45 * * * *', { timeZone: 'UTC' })
  sendReviews(): Promise<void> {
    return this.recurrence.run('send reviews', (signal) => this.reviews.run({ signal }));
  }
}
