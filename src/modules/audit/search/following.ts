import type { PoolClient } from 'pg';
import type { AuditEvent } from '../audit.contract';
import type { Expression } from '../audit.event-query';
import { EVENT_COLUMNS, toWire, type EventRow } from '../storage/event-row';
import { anyOf } from './conditions';
import type { Scope } from './page-request';
import { conditionsOf } from './page-statement';
import { EVER, scopeOf } from './scope';
import { Parameters } from './sql-text';

/** What follows a sequence. */
export interface Following {
  readonly events: AuditEvent[];
  /** Everything up to this sequence has been looked at. */
  readonly through: number;
}

/** Sequences that one call looks at, at most: however seldom events match, each call is short. */
const STRETCH = 20_000;

/** In one snapshot: the head, and what matches between `after` and it, in the order of the sequence. */
export async function followingOf(
  client: PoolClient,
  organizationId: string,
  where: readonly Expression[],
  after: number,
  limit: number,
): Promise<Following> {
  const [head, scope] = await Promise.all([
    headOf(client, organizationId),
    scopeOf(client, organizationId, { ...EVER, where }),
  ]);
  const last = Math.min(head, after + STRETCH);
  if (last <= after) return { events: [], through: after };
  const { rows } = await stretch(client, scope, where, { after, last, limit });
  const events = rows.map(toWire);
  return { events, through: events.length < limit ? last : (events.at(-1) as AuditEvent).sequence };
}

/** The sequence of the newest event; 0 while there is none. */
export async function headOf(client: PoolClient, organizationId: string): Promise<number> {
  const { rows } = await client.query<{ last_sequence: string }>(
    'SELECT last_sequence FROM log_heads WHERE organization_id = $1',
    [organizationId],
  );
  return Number(rows[0]?.last_sequence ?? 0);
}

/**
 * By the primary key, and by nothing else: another index might hold millions of matches outside the stretch, so the other
 * conditions are written as no index knows them.
 */
function stretch(
  client: PoolClient,
  scope: Scope,
  where: readonly Expression[],
  { after, last, limit }: { after: number; last: number; limit: number },
): Promise<{ rows: EventRow[] }> {
  const p = new Parameters();
  const conditions = [
    `organization_id = ${p.add(scope.organizationId, 'uuid')}`,
    `expires_on = ANY (${p.add(scope.homes, 'date[]')})`,
    `sequence > ${p.add(after, 'bigint')}`,
    `sequence <= ${p.add(last, 'bigint')}`,
    ...conditionsOf(where, scope, p).map((condition) => `coalesce(${anyOf(condition)}, false)`),
  ];
  return client.query<EventRow>(
    `SELECT ${EVENT_COLUMNS} FROM events WHERE ${conditions.join(' AND ')} ORDER BY events.sequence LIMIT ${p.add(limit, 'int')}`,
    p.values,
  );
}
