import { Injectable } from '@nestjs/common';
import { Clock, utcDate } from '../../platform/clock/clock';
import { deadlineOf, type HousekeepingOptions } from '../../platform/schedule/housekeeping';
import { HELD, Settling } from './storage/settling';
import { saveUnholding, UnholdingStore } from './storage/unholding-store';

export interface UnholdingOptions extends HousekeepingOptions {
  /** Called after each batch; tests stop it here. */
  readonly onBatch: (organizationId: string) => void | Promise<void>;
}

export const UNHOLDING_DEFAULTS: UnholdingOptions = {
  batch: 1_000,
  timeLimitMs: 600_000,
  onBatch: () => undefined,
};

export interface UnholdingResult {
  readonly organizations: number;
  readonly examined: number;
  readonly moved: number;
}

/**
 * After a hold was released: gives back a date to what no other hold keeps, the one that today's policy gives, though none that
 * has passed. In batches that no append waits for.
 */
@Injectable()
export class Unholder {
  constructor(
    private readonly store: UnholdingStore,
    private readonly settling: Settling,
    private readonly clock: Clock,
  ) {}

  async run(given: Partial<UnholdingOptions> = {}): Promise<UnholdingResult> {
    const options = { ...UNHOLDING_DEFAULTS, ...given };
    const result = await this.store.alone(() => this.#work(options));
    return result ?? { organizations: 0, examined: 0, moved: 0 };
  }

  async #work(options: UnholdingOptions): Promise<UnholdingResult> {
    const signal = deadlineOf(options);
    const organizations = await this.store.organizations();
    let [examined, moved] = [0, 0];
    for (const organizationId of organizations) {
      const done = await this.#unhold(organizationId, options, signal);
      examined += done.examined;
      moved += done.moved;
    }
    return { organizations: organizations.length, examined, moved };
  }

  /** Asked anew before each batch how far it is: a release meanwhile begins at the first event again. */
  async #unhold(
    organizationId: string,
    { batch, onBatch }: UnholdingOptions,
    signal: AbortSignal,
  ): Promise<{ examined: number; moved: number }> {
    let [examined, moved] = [0, 0];
    for (let work = await this.store.pending(organizationId); work && !signal.aborted;) {
      const current = work;
      const window = { organizationId, date: HELD, after: work.after, size: batch, today: this.#today };
      const settled = await this.settling.settle(window, (query, { lastSequence }) =>
        saveUnholding(query, current, lastSequence),
      );
      examined += settled.examined;
      moved += settled.moved;
      if (settled.examined < batch) {
        await this.store.finish(work);
        await this.settling.forgetEmptyHome(organizationId, HELD);
      }
      await onBatch(organizationId);
      work = await this.store.pending(organizationId);
    }
    return { examined, moved };
  }

  get #today(): string {
    return utcDate(this.clock.now());
  }
}
