import { Injectable } from '@nestjs/common';
import { deadlineOf, type HousekeepingOptions } from '../../platform/schedule/housekeeping';
import { CountStore } from './counts/count-store';

export interface CountingOptions extends HousekeepingOptions {
  /** Called after each batch; tests stop the counting here. */
  readonly onBatch: (organizationId: string) => void;
}

const COUNTING_DEFAULTS: CountingOptions = {
  batch: 5_000,
  timeLimitMs: 60_000,
  onBatch: () => undefined,
};

const ORGANIZATIONS_AT_ONCE = 200;

/**
 * Keeps the counted tables up to date. Any number of processes may run it at any time: the head of each organization belongs
 * to one of them at once, and moves in the transaction that counts.
 */
@Injectable()
export class EventCounting {
  constructor(private readonly store: CountStore) {}

  /** Round by round, a batch for each organization, so that the largest keeps nobody waiting. Returns how many events it counted. */
  async run(given: Partial<CountingOptions> = {}): Promise<number> {
    const options = { ...COUNTING_DEFAULTS, ...given };
    const signal = deadlineOf(options);
    let total = 0;
    for (let more = true; more && !signal.aborted;) {
      const round = await this.#round(options, signal);
      total += round.counted;
      more = round.more;
    }
    return total;
  }

  async #round(options: CountingOptions, signal: AbortSignal): Promise<{ counted: number; more: boolean }> {
    const round = { counted: 0, more: false };
    for (let page = await this.#page(null); page.length > 0; page = await this.#page(page.at(-1) ?? null)) {
      for (const organizationId of page) {
        if (signal.aborted) return round;
        const counted = await this.store.count(organizationId, options.batch);
        options.onBatch(organizationId);
        round.counted += counted ?? 0;
        round.more ||= counted === options.batch;
      }
    }
    return round;
  }

  #page(after: string | null): Promise<string[]> {
    return this.store.organizations(after, ORGANIZATIONS_AT_ONCE);
  }
}
