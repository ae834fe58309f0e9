import { Injectable } from '@nestjs/common';
import { Clock, DAY_MS, utcDate } from '../../platform/clock/clock';
import { deadlineOf, type HousekeepingOptions } from '../../platform/schedule/housekeeping';
import { POLICY_CACHED_MS } from './retention.expiry';
import { RehomingStore, saveProgress, type Rehoming } from './storage/rehoming-store';
import { Settling } from './storage/settling';

export interface RehomingOptions extends HousekeepingOptions {
  /** A change is left alone for so long, until no process can append by the old policy any more. */
  readonly restMs: number;
  /** Called after each batch; tests stop a re-homing here. */
  readonly onBatch: (organizationId: string, date: string) => void;
}

export const REHOMING_DEFAULTS: RehomingOptions = {
  batch: 1_000,
  timeLimitMs: 600_000,
  restMs: 2 * POLICY_CACHED_MS,
  onBatch: () => undefined,
};

export interface RehomingResult {
  readonly organizations: number;
  readonly examined: number;
  readonly moved: number;
}

/**
 * After a policy was shortened: gives events that would go earlier their earlier date, date by date, in batches that no
 * append waits for. A lengthened policy needs nothing: that is settled at the purge.
 */
@Injectable()
export class Rehomer {
  constructor(
    private readonly store: RehomingStore,
    private readonly settling: Settling,
    private readonly clock: Clock,
  ) {}

  async run(given: Partial<RehomingOptions> = {}): Promise<RehomingResult> {
    const options = { ...REHOMING_DEFAULTS, ...given };
    const result = await this.store.alone(() => this.#work(options));
    return result ?? { organizations: 0, examined: 0, moved: 0 };
  }

  async #work(options: RehomingOptions): Promise<RehomingResult> {
    const signal = deadlineOf(options);
    const organizations = await this.store.organizations(
      new Date(this.clock.now().getTime() - options.restMs),
    );
    let [examined, moved] = [0, 0];
    for (const organizationId of organizations) {
      const rehoming = await this.store.pending(organizationId);
      if (!rehoming || signal.aborted) continue;
      const done = await this.#rehome(rehoming, options, signal);
      examined += done.examined;
      moved += done.moved;
    }
    return { organizations: organizations.length, examined, moved };
  }

  /** From the cursor on. Events only move to dates that have been looked at, or that have just been their target. */
  async #rehome(
    rehoming: Rehoming,
    options: RehomingOptions,
    signal: AbortSignal,
  ): Promise<{ examined: number; moved: number }> {
    const { organizationId, cursor } = rehoming;
    const today = utcDate(this.clock.now());
    let [examined, moved] = [0, 0];
    let from = cursor.date !== null && cursor.date > today ? cursor.date : today;
    for (
      let date = await this.store.nextHome(organizationId, from);
      date !== null;
      date = await this.store.nextHome(organizationId, from)
    ) {
      let after = date === cursor.date ? cursor.sequence : 0;
      for (let full = true; full;) {
        if (signal.aborted) return { examined, moved };
        const window = { organizationId, date, after, size: options.batch, today };
        const settled = await this.settling.settle(window, (query, result) =>
          saveProgress(query, rehoming, window.date, result),
        );
        options.onBatch(organizationId, date);
        after = settled.lastSequence ?? after;
        examined += settled.examined;
        moved += settled.moved;
        full = settled.examined === options.batch;
      }
      await this.settling.forgetEmptyHome(organizationId, date);
      from = utcDate(new Date(Date.parse(date) + DAY_MS));
    }
    await this.store.finish(rehoming, this.clock.now());
    return { examined, moved };
  }
}
