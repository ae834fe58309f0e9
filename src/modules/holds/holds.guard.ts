import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { EventQuery } from '../audit/audit.event-query';
import { AuditReader } from '../audit/audit.reader';
import { holdsInForce } from './storage/holds-in-force';

/**
 * What is about to take something from the log asks here, within its own transaction: first `lock`, then what is held, then it
 * takes the rest. A hold that is placed at the same moment is wholly before, and then it is found, or wholly after.
 */
@Injectable()
export class HoldGuard {
  constructor(private readonly reader: AuditReader) {}

  /** No hold is placed or released until the caller's transaction, which has entered the organization, ends. */
  async lock(client: PoolClient, organizationId: string): Promise<void> {
    const shared = 'SELECT FROM hold_heads WHERE organization_id = $1 FOR SHARE';
    const { rowCount } = await client.query(shared, [organizationId]);
    if (rowCount === 1) return;
    await client.query(
      'INSERT INTO hold_heads (organization_id, version) VALUES ($1, 0) ON CONFLICT DO NOTHING',
      [organizationId],
    );
    await client.query(shared, [organizationId]);
  }

  /** Whether there is anything to ask for; in a transaction that has entered the organization. */
  async anyInForce(client: PoolClient, organizationId: string): Promise<boolean> {
    const { rowCount } = await client.query(
      'SELECT FROM legal_holds WHERE organization_id = $1 AND released_at IS NULL LIMIT 1',
      [organizationId],
    );
    return rowCount === 1;
  }

  /**
   * Of these sequences, those that a hold in force matches. `homes`: the partitions they are in, for callers who only look, or take
   * nothing from others; without, no event of the organization moves between partitions until the caller's transaction ends.
   */
  async among(
    client: PoolClient,
    organizationId: string,
    sequences: readonly number[],
    homes?: readonly string[],
  ): Promise<Set<number>> {
    if (!homes) await stopMoves(client);
    const queries = await queriesInForce(client, organizationId);
    return this.#matching(client, organizationId, queries, sequences, homes);
  }

  /** The same of a window of one partition: the events after a sequence, so many at most. */
  async inWindow(
    client: PoolClient,
    organizationId: string,
    { home, after, size }: HomeWindow,
  ): Promise<Set<number>> {
    const queries = await queriesInForce(client, organizationId);
    if (queries.length === 0) return new Set();
    const { rows } = await client.query<{ through: string | null }>(
      `SELECT max(sequence) AS through FROM (
         SELECT sequence FROM events WHERE organization_id = $1 AND expires_on = $2::date AND sequence > $3 ORDER BY sequence LIMIT $4
       ) AS w`,
      [organizationId, home, after, size],
    );
    const through = Number(rows[0]?.through ?? after);
    return this.#matching(client, organizationId, queries, { after, through }, [home]);
  }

  async #matching(...asked: Parameters<AuditReader['matching']>): Promise<Set<number>> {
    return new Set((await this.reader.matching(...asked)).keys());
  }

  /** How many of these sequences holds in force match, and how many each hold. Like `among`. */
  async holding(
    client: PoolClient,
    organizationId: string,
    sequences: readonly number[],
  ): Promise<{ events: number; holds: { id: string; name: string; events: number }[] }> {
    const holds = await holdsInForce(client, organizationId);
    if (holds.length === 0 || sequences.length === 0) return { events: 0, holds: [] };
    await stopMoves(client);
    const queries = holds.map(({ query }) => query);
    const found = await this.reader.matching(client, organizationId, queries, sequences);
    const places = [...found.values()].flat();
    const counted = holds.map(({ id, name }, place) => ({
      id,
      name,
      events: places.filter((one) => one === place).length,
    }));
    return { events: found.size, holds: counted.filter(({ events }) => events > 0) };
  }
}

/** Of one partition, `YYYY-MM-DD` or `infinity`. */
interface HomeWindow {
  readonly home: string;
  readonly after: number;
  readonly size: number;
}

const queriesInForce = async (client: PoolClient, organizationId: string): Promise<EventQuery[]> =>
  (await holdsInForce(client, organizationId)).map(({ query }) => query);

/** The lock that `move_events()` takes. Who asks where the events are, and then for them, must not be overtaken by a move. */
async function stopMoves(client: PoolClient): Promise<void> {
  await client.query(
    `SELECT pg_advisory_xact_lock_shared(hashtextextended('daybook.moves:' || current_organization_id(), 0))`,
  );
}
