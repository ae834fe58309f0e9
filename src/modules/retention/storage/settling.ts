import { Inject, Injectable } from '@nestjs/common';
import { sqlState } from '../../../platform/database/database-fault';
import { JOB_POOL } from '../../../platform/database/database.tokens';
import type { DatabasePool } from '../../../platform/database/pools';
import type { Query } from '../policy/load-policy';

const HOMES_MISSING = 'DY003';

/** A window of one organization's events of one date, in the order of their sequence. */
export interface Window {
  readonly organizationId: string;
  /** The partition, `YYYY-MM-DD`. */
  readonly date: string;
  /** Events with higher sequences. */
  readonly after: number;
  readonly size: number;
  /** What counts as passed: the UTC date by this process's clock. */
  readonly today: string;
}

/** What became of a window. The times are those of events that stay to be dropped. */
export interface Settled {
  /** Where the next window begins; null when this one was empty. */
  readonly lastSequence: number | null;
  readonly examined: number;
  readonly moved: number;
  readonly firstOccurredAt: Date | null;
  readonly lastOccurredAt: Date | null;
}

/** Moves events to the date that today's policy gives them: what both the purge and a shortened policy are made of. */
@Injectable()
export class Settling {
  constructor(@Inject(JOB_POOL) private readonly pool: DatabasePool) {}

  /** One window in one short transaction, together with what the caller writes about it. */
  async settle(
    window: Window,
    alongside?: (query: Query, settled: Settled) => Promise<void>,
  ): Promise<Settled> {
    try {
      return await this.#inOneTransaction(window, alongside);
    } catch (error) {
      if (sqlState(error) !== HOMES_MISSING) throw error;
      await this.#openHomes(window);
      return this.#inOneTransaction(window, alongside);
    }
  }

  /** Takes an organization's home on a date away once nothing lives there; searches then skip the partition. */
  forgetEmptyHome(organizationId: string, date: string): Promise<void> {
    return this.#run(
      organizationId,
      async (query) => void (await query('SELECT forget_empty_home($1)', [date])),
    );
  }

  #inOneTransaction(
    { organizationId, date, after, size, today }: Window,
    alongside?: (query: Query, settled: Settled) => Promise<void>,
  ): Promise<Settled> {
    return this.#run(organizationId, async (query) => {
      const [row] = await query('SELECT * FROM settle_events($1, $2, $3, $4)', [date, after, size, today]);
      const settled = toSettled(row as unknown as SettledRow);
      await alongside?.(query, settled);
      return settled;
    });
  }

  /** Rare: some events of the date belong elsewhere. Partitions and homes first, each in a transaction of its own. */
  async #openHomes({ organizationId, date, today }: Window): Promise<void> {
    const homes = await this.#run(organizationId, (query) =>
      query('SELECT expires_on::text, first_day::text, last_day::text FROM wanted_homes($1, $2)', [
        date,
        today,
      ]),
    );
    for (const { expires_on } of homes) {
      await this.pool.use((client) => client.query('SELECT create_events_partition($1)', [expires_on]));
    }
    await this.#run(organizationId, (query) => query('SELECT open_homes($1)', [JSON.stringify(homes)]));
  }

  #run<T>(organizationId: string, work: (query: Query) => Promise<T>): Promise<T> {
    return this.pool.inOrganization(organizationId, (client) =>
      work(
        async (sql, values) =>
          (await client.query(sql, values as unknown[])).rows as Record<string, unknown>[],
      ),
    );
  }
}

interface SettledRow {
  readonly last_sequence: string | null;
  readonly examined: number;
  readonly moved: number;
  readonly first_occurred_at: Date | null;
  readonly last_occurred_at: Date | null;
}

const toSettled = (row: SettledRow): Settled => ({
  lastSequence: row.last_sequence === null ? null : Number(row.last_sequence),
  examined: row.examined,
  moved: row.moved,
  firstOccurredAt: row.first_occurred_at,
  lastOccurredAt: row.last_occurred_at,
});
