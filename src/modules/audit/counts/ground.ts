import type { PoolClient } from 'pg';
import type { EventQuery } from '../audit.event-query';
import { headOf } from '../search/following';
import type { Scope } from '../search/page-request';
import { scopeOf } from '../search/scope';
import { partsOf, type Parted } from '../search/countable';

/** All that counting a query stands on, found out in its snapshot. Times are milliseconds since 1970. */
export interface Ground extends Parted {
  readonly client: PoolClient;
  readonly scope: Scope;
  readonly query: EventQuery;
  readonly from: number;
  /** Not beyond the last event and now, when the query has no end. */
  readonly to: number;
  /** Events up to this sequence are in the counted tables. */
  readonly countedTo: number;
  /** The sequence of the newest event. */
  readonly head: number;
}

/** Longer ranges are cut where there is nothing: after the last event and now, and before the first event. */
const LONGEST_MS = 3_650 * 86_400_000;

export async function groundOf(
  client: PoolClient,
  organizationId: string,
  query: EventQuery,
  now: Date,
): Promise<Ground> {
  const [scope, countedTo, head] = await Promise.all([
    scopeOf(client, organizationId, query),
    countedToOf(client, organizationId),
    headOf(client, organizationId),
  ]);
  const range = await rangeOf(client, scope, query, now);
  return { client, scope, query, ...range, countedTo, head, ...partsOf(query) };
}

async function countedToOf(client: PoolClient, organizationId: string): Promise<number> {
  const { rows } = await client.query<{ counted_to: string }>(
    'SELECT counted_to FROM count_heads WHERE organization_id = $1',
    [organizationId],
  );
  return Number(rows[0]?.counted_to ?? 0);
}

/** A range without an end ends with the last event, or now; one that is still too long begins with the first event. */
async function rangeOf(
  client: PoolClient,
  scope: Scope,
  query: EventQuery,
  now: Date,
): Promise<{ from: number; to: number }> {
  const [from, to] = [Date.parse(query.from), Date.parse(query.to)];
  if (to - from <= LONGEST_MS) return { from, to };
  const last = await endOf(client, scope, query, 'DESC');
  const end = Math.max(Math.min(to, Math.max(now.getTime(), (last ?? 0) + 1)), from + 1);
  if (end - from <= LONGEST_MS) return { from, to: end };
  const first = await endOf(client, scope, query, '');
  return { from: Math.min(first ?? end - 1, end - 1), to: end };
}

async function endOf(
  client: PoolClient,
  { organizationId, homes }: Scope,
  { from, to }: EventQuery,
  direction: '' | 'DESC',
): Promise<number | undefined> {
  const { rows } = await client.query<{ occurred_at: Date }>(
    `SELECT occurred_at FROM events WHERE organization_id = $1 AND expires_on = ANY ($2::date[])
        AND occurred_at >= $3 AND occurred_at < $4 ORDER BY occurred_at ${direction}, sequence ${direction} LIMIT 1`,
    [organizationId, homes, from, to],
  );
  return rows[0]?.occurred_at.getTime();
}
