import type { PoolClient } from 'pg';
import type { AuditEvent } from '../audit.contract';
import { EVENT_COLUMNS, toWire, type EventRow } from '../storage/event-row';
import type { PageRequest } from './page-request';
import { beyond } from './page-statement';
import { Parameters } from './sql-text';

/** Which events of some identities: `keys` are of `event_actors`. */
export interface ActorEvents {
  readonly organizationId: string;
  readonly homes: readonly string[];
  readonly keys: readonly string[];
  readonly from: Date;
  readonly to: Date;
  readonly category: string | null;
}

/** At most `limit + 1` events of the identities, in the order asked for: one index scan for each, merged. */
export async function actorPage(
  client: PoolClient,
  { organizationId, homes, keys, from, to, category }: ActorEvents,
  { after, ascending, limit }: PageRequest,
): Promise<AuditEvent[]> {
  const p = new Parameters();
  const order = ascending ? 'ORDER BY occurred_at, sequence' : 'ORDER BY occurred_at DESC, sequence DESC';
  const asked = p.add(keys, 'uuid[]');
  const where = [
    `organization_id = ${p.add(organizationId, 'uuid')}`,
    `expires_on = ANY (${p.add(homes, 'date[]')})`,
    'actor_key = asked.key',
    `occurred_at >= ${p.add(from, 'timestamptz')}`,
    `occurred_at < ${p.add(to, 'timestamptz')}`,
    ...(category === null ? [] : [`category = ${p.add(category)}`]),
    ...(after ? [beyond(after, ascending, p)] : []),
  ];
  const tail = `${order} LIMIT ${p.add(limit + 1, 'int')}`;
  const { rows } = await client.query<EventRow>(
    `SELECT found.* FROM unnest(${asked}) AS asked (key),
       LATERAL (SELECT ${EVENT_COLUMNS} FROM events WHERE ${where.join(' AND ')} ${tail}) AS found ${tail}`,
    p.values,
  );
  return rows.map(toWire);
}
