import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock, DAY_MS, MINUTE_MS } from '../../platform/clock/clock';
import { Log } from '../../platform/log/log';
import { deadlineOf, type HousekeepingOptions } from '../../platform/schedule/housekeeping';
import { Outcomes } from './rolling/outcome';
import { VerificationStore } from './storage/verification-store';
import { LogWalk } from './walk/log-walk';

/** A16: of every log that has grown so many of its newest events each minute. */
const NEWEST = 10_000;
/** Progress of a walk is kept so often. */
const KEPT_MS = 2_000;

export interface RollingOptions extends HousekeepingOptions {
  /** Between two pages of a walk over a whole log, so that it never takes more than a part of the database. */
  readonly pauseMs: number;
}

const DEFAULTS: RollingOptions = { batch: 500, timeLimitMs: 50_000, pauseMs: 100 };

/** Looks over the newest events of all logs that have grown, and walks over each whole log once a day, one after another. */
@Injectable()
export class RollingVerification {
  constructor(
    private readonly store: VerificationStore,
    private readonly walk: LogWalk,
    private readonly outcomes: Outcomes,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Safe to run beside another one. Returns how many logs were looked over; one that cannot be keeps no other waiting. */
  async newest(given: Partial<RollingOptions> = {}): Promise<number> {
    const options = { ...DEFAULTS, ...given };
    const deadline = deadlineOf(options);
    const done = await this.store.alone('daybook.verification of the newest', async () => {
      const before = new Date(this.clock.now().getTime() - MINUTE_MS / 2);
      const due = await this.store.due('logs_to_look_over', before, options.batch);
      return this.#each(due, deadline, (id) => this.#lookOver(id, deadline));
    });
    return done ?? 0;
  }

  /** The same for whole logs. What the time limit cuts short goes on with the next run. Returns how many were finished. */
  async whole(given: Partial<RollingOptions> = {}): Promise<number> {
    const options = { ...DEFAULTS, ...given };
    const deadline = deadlineOf(options);
    const done = await this.store.alone('daybook.verification', async () => {
      const due = await this.store.due(
        'logs_to_walk',
        new Date(this.clock.now().getTime() - DAY_MS),
        options.batch,
      );
      return this.#each(due, deadline, (id) => this.#walkOver(id, deadline, options.pauseMs));
    });
    return done ?? 0;
  }

  async #each(
    due: readonly string[],
    deadline: AbortSignal,
    work: (organizationId: string) => Promise<boolean>,
  ): Promise<number> {
    let count = 0;
    for (const id of due) {
      if (deadline.aborted) break;
      const done = await work(id).catch((error: unknown) => {
        this.log.error({ error, organization_id: id }, 'a log could not be verified');
        return false;
      });
      if (done) count++;
    }
    return count;
  }

  async #lookOver(organizationId: string, signal: AbortSignal): Promise<boolean> {
    const result = await this.walk.run(organizationId, { newest: NEWEST, whole: false, signal });
    if (result) await this.outcomes.newest(organizationId, result);
    return result !== null;
  }

  async #walkOver(organizationId: string, signal: AbortSignal, pauseMs: number): Promise<boolean> {
    const after = new Date(this.clock.now().getTime() - DAY_MS);
    const resume = await this.store.unfinished(organizationId, after);
    let keptAt = performance.now();
    const result = await this.walk.run(organizationId, {
      resume,
      signal,
      onPage: async (state, last) => {
        const now = performance.now();
        if (now - keptAt >= KEPT_MS || signal.aborted) {
          await this.store.keep(organizationId, state, last, this.clock.now());
          keptAt = now;
        }
        if (state.next <= last) await delay(pauseMs);
      },
    });
    if (result) await this.outcomes.whole(organizationId, result);
    return result !== null;
  }
}
