import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { JOB_POOL } from '../../platform/database/database.tokens';
import type { DatabasePool } from '../../platform/database/pools';
import { deadlineOf, type HousekeepingOptions } from '../../platform/schedule/housekeeping';
import { TreeStore } from './sealing/tree-store';

const DEFAULTS: HousekeepingOptions = { batch: 5_000, timeLimitMs: 60_000 };
const PAGE = 1_000;

/** Old checkpoints are thinned out: any older state is shown by a consistency proof as well. What an anchor names stays. */
@Injectable()
export class CheckpointThinning {
  constructor(
    @Inject(JOB_POOL) private readonly pool: DatabasePool,
    private readonly store: TreeStore,
    private readonly clock: Clock,
  ) {}

  /** Returns how many went. */
  async run(given: Partial<HousekeepingOptions> = {}): Promise<number> {
    const options = { ...DEFAULTS, ...given };
    const deadline = deadlineOf(options);
    let total = 0;
    for (let page = await this.#page(null); page.length > 0 && !deadline.aborted;) {
      for (const organizationId of page) total += await this.#thin(organizationId, options, deadline);
      page = await this.#page(page.at(-1) ?? null);
    }
    return total;
  }

  async #page(after: string | null): Promise<string[]> {
    return (await this.store.states(after, PAGE)).map(({ organizationId }) => organizationId);
  }

  async #thin(
    organizationId: string,
    { batch }: HousekeepingOptions,
    deadline: AbortSignal,
  ): Promise<number> {
    let total = 0;
    for (let count = batch; count === batch && !deadline.aborted; total += count) {
      count = await this.pool.inOrganization(organizationId, async (client) => {
        const { rows } = await client.query<{ count: number }>('SELECT thin_checkpoints($1, $2) AS count', [
          this.clock.now(),
          batch,
        ]);
        return rows[0]?.count ?? 0;
      });
    }
    return total;
  }
}
