import { Inject, Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { sqlState } from '../../../platform/database/database-fault';
import { JOB_POOL } from '../../../platform/database/database.tokens';
import type { DatabasePool } from '../../../platform/database/pools';
import { HoldGuard } from '../../holds/holds.guard';
import type { Query } from '../policy/load-policy';

const HOMES_MISSING = 'DY003';
/** Another process may take a home away that is empty, between its opening and the move. */
const TRIES = 4;

/** Where events are that holds keep beyond their day; no purge ever touches it. */
export const HELD = 'infinity';

/** A window of one organization's events of one date, in the order of their sequence. */
export interface Window {
  readonly organizationId: string;
  /** The partition, `YYYY-MM-DD` or `HELD`. */
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
  /** To whichever date, those that holds keep among them. */
  readonly moved: number;
  readonly held: number;
  readonly firstOccurredAt: Date | null;
  readonly lastOccurredAt: Date | null;
}

type Alongside = (query: Query, settled: Settled) => Promise<void>;

/**
 * Moves events to the date that today's policy gives them, and what is held of a date that has passed to where no purge comes: what
 * the purge, a shortened policy and the end of a hold are made of.
 */
@Injectable()
export class Settling {
  constructor(
    @Inject(JOB_POOL) private readonly pool: DatabasePool,
    private readonly holds: HoldGuard,
  ) {}

  /** One window in one short transaction, together with what the caller writes about it. */
  async settle(window: Window, alongside?: Alongside): Promise<Settled> {
    for (let attempt = 1; ; attempt++) {
      const found = { held: false };
      try {
        return await this.#inOneTransaction(window, found, alongside);
      } catch (error) {
        if (attempt === TRIES || sqlState(error) !== HOMES_MISSING) throw error;
        await this.#openHomes(window, found.held);
      }
    }
  }

  /** Takes an organization's home on a date away once nothing lives there; searches then skip the partition. */
  forgetEmptyHome(organizationId: string, date: string): Promise<void> {
    return this.#run(
      organizationId,
      async (query) => void (await query('SELECT forget_empty_home($1)', [date])),
    );
  }

  #inOneTransaction(window: Window, found: { held: boolean }, alongside?: Alongside): Promise<Settled> {
    const { organizationId, date, after, size, today } = window;
    return this.pool.inOrganization(organizationId, async (client) => {
      const held = await this.#heldIn(client, window);
      found.held = held.length > 0;
      const query = queryOf(client);
      const [row] = await query('SELECT * FROM settle_events($1, $2, $3, $4, $5)', [
        date,
        after,
        size,
        today,
        held,
      ]);
      const settled = toSettled(row as unknown as SettledRow);
      await alongside?.(query, settled);
      return settled;
    });
  }

  /** Holds matter once the date has passed; until then an event may be given any. What arrives after the question shows at the drop. */
  async #heldIn(client: PoolClient, { organizationId, date, after, size, today }: Window): Promise<number[]> {
    if (date >= today && date !== HELD) return [];
    await this.holds.lock(client, organizationId);
    if (!(await this.holds.anyInForce(client, organizationId))) return [];
    const { rows } = await client.query<{ sequence: string }>(
      `SELECT sequence FROM events WHERE organization_id = $1 AND expires_on = $2::date AND sequence > $3
        ORDER BY sequence LIMIT $4`,
      [organizationId, date, after, size],
    );
    const sequences = rows.map(({ sequence }) => Number(sequence));
    return [...(await this.holds.among(client, organizationId, sequences, [date]))];
  }

  /** Rare: some events of the date belong elsewhere. Partitions and homes first, each in a transaction of its own. */
  async #openHomes({ organizationId, date, today }: Window, held: boolean): Promise<void> {
    const homes = await this.#run(organizationId, (query) =>
      query('SELECT expires_on::text, first_day::text, last_day::text FROM wanted_homes($1, $2, $3)', [
        date,
        today,
        held && date !== HELD,
      ]),
    );
    for (const { expires_on } of homes) {
      await this.pool.use((client) => client.query('SELECT create_events_partition($1)', [expires_on]));
    }
    await this.#run(organizationId, (query) => query('SELECT open_homes($1)', [JSON.stringify(homes)]));
  }

  #run<T>(organizationId: string, work: (query: Query) => Promise<T>): Promise<T> {
    return this.pool.inOrganization(organizationId, (client) => work(queryOf(client)));
  }
}

const queryOf =
  (client: PoolClient): Query =>
  async (sql, values) =>
    (await client.query(sql, values as unknown[])).rows as Record<string, unknown>[];

interface SettledRow {
  readonly last_sequence: string | null;
  readonly examined: number;
  readonly moved: number;
  readonly held: number;
  readonly first_occurred_at: Date | null;
  readonly last_occurred_at: Date | null;
}

const toSettled = (row: SettledRow): Settled => ({
  lastSequence: row.last_sequence === null ? null : Number(row.last_sequence),
  examined: row.examined,
  moved: row.moved,
  held: row.held,
  firstOccurredAt: row.first_occurred_at,
  lastOccurredAt: row.last_occurred_at,
});
