import { Injectable } from '@nestjs/common';
import { Clock, utcDate } from '../../platform/clock/clock';
import { PLATFORM_LOG_ID } from '../../platform/database/tenant';
import { Log } from '../../platform/log/log';
import { deadlineOf, type HousekeepingOptions } from '../../platform/schedule/housekeeping';
import { AuditRecorder } from '../audit/audit.recorder';
import { DatePurge, type DatePurgeOptions } from './purge/date-purge';
import { retentionActions } from './retention.actions';
import { PurgeStore, type DueDate } from './storage/purge-store';

export interface PurgeOptions extends HousekeepingOptions {
  /** How many dates may be purged at once; more wait for an operator's word, because the clock may have jumped (F10). */
  readonly mostDates: number;
  readonly onStep: DatePurgeOptions['onStep'];
}

export const PURGE_DEFAULTS: PurgeOptions = {
  batch: 5_000,
  timeLimitMs: 3_600_000,
  mostDates: 2,
  onStep: () => undefined,
};

/** What a run did. `refused` is the number of dates that wait for an operator. */
export interface PurgeResult {
  readonly dates: readonly string[];
  readonly events: number;
  readonly moved: number;
  readonly completed: number;
  readonly refused: number;
}

const NOTHING: PurgeResult = { dates: [], events: 0, moved: 0, completed: 0, refused: 0 };

/** Drops what has expired. Any number of processes may call it at any time; one works, the others return at once. */
@Injectable()
export class Purger {
  #refusedOn = '';

  constructor(
    private readonly store: PurgeStore,
    private readonly datePurge: DatePurge,
    private readonly recorder: AuditRecorder,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Completes what a crash left behind, then purges every date that has passed. */
  async run(given: Partial<PurgeOptions> = {}): Promise<PurgeResult> {
    const options = { ...PURGE_DEFAULTS, ...given };
    const result = await this.store.alone(() => this.#work(options, () => true));
    return result ?? NOTHING;
  }

  /** Only what an earlier run began: safe to call every minute. */
  async resume(given: Partial<PurgeOptions> = {}): Promise<PurgeResult> {
    const options = { ...PURGE_DEFAULTS, ...given };
    const result = await this.store.alone(() => this.#work(options, ({ begun }) => begun));
    return result ?? NOTHING;
  }

  async #work(options: PurgeOptions, concerns: (due: DueDate) => boolean): Promise<PurgeResult> {
    const today = utcDate(this.clock.now());
    const forDate = { today, batch: options.batch, onStep: options.onStep, signal: deadlineOf(options) };
    const completed = await this.#complete(forDate);
    const due = (await this.store.dates(today)).filter(concerns);
    const fresh = due.filter(({ begun }) => !begun);
    const refused = fresh.length > options.mostDates ? await this.#refuse(fresh, today) : 0;
    const dates = (refused > 0 ? due.filter(({ begun }) => begun) : due).map(({ date }) => date);
    const purged = await this.#purge(dates, forDate);
    return { ...purged, completed, refused };
  }

  /** A stop or the time limit ends it between two steps, as a crash would; the next run goes on. */
  async #purge(
    dates: readonly string[],
    options: DatePurgeOptions,
  ): Promise<Pick<PurgeResult, 'dates' | 'events' | 'moved'>> {
    const done: string[] = [];
    let [events, moved] = [0, 0];
    for (const date of dates) {
      try {
        const purged = await this.datePurge.run(date, options);
        this.log.info({ date, ...purged }, 'purged an expired date');
        done.push(date);
        events += purged.events;
        moved += purged.moved;
      } catch (error) {
        if (!options.signal.aborted) throw error;
        this.log.warn({ date }, 'a purge was stopped half-way; the next run completes it');
        break;
      }
    }
    return { dates: done, events, moved };
  }

  async #complete(options: DatePurgeOptions): Promise<number> {
    const left = await this.store.unfinished();
    for (const { organizationId, date } of left) await this.datePurge.finish(organizationId, date, options);
    return left.length;
  }

  /** Once a day is enough for the log; the warning comes every time. */
  async #refuse(fresh: readonly DueDate[], today: string): Promise<number> {
    const [first, last] = [fresh[0]?.date, fresh.at(-1)?.date];
    const details = { dates: fresh.length, first, last, today };
    this.log.warn(
      details,
      `more dates have expired than one run may purge: if the clock is right, run daybook purge --confirm-dates ${fresh.length}`,
    );
    if (this.#refusedOn !== today) {
      await this.recorder.record(PLATFORM_LOG_ID, retentionActions['retention.purge_refused'], {
        outcome: 'denied',
        outcome_reason: `${fresh.length} dates wait for daybook purge --confirm-dates ${fresh.length}`,
        details,
      });
      this.#refusedOn = today;
    }
    return fresh.length;
  }
}
