import type { PoolClient } from 'pg';
import type { AuditEvent } from '../audit.contract';
import type { Expression } from '../audit.event-query';
import { EVENT_COLUMNS, toWire, type EventRow } from '../storage/event-row';
import { anyOf } from './conditions';
import type { Scope } from './page-request';
import { conditionsOf } from './page-statement';
import { EVER, homesOf, scopeOf } from './scope';
import { Parameters } from './sql-text';

/** What follows a sequence. */
export interface Following {
  readonly events: AuditEvent[];
  /** Everything up to this sequence has been looked at. */
  readonly through: number;
}

/** Sequences that one call looks at, at most: however seldom events match, each call is short; the fewer for what is hard to tell. */
export const STRETCHES = [20_000, 500] as const;

/** An event, and which of several questions it answers, by their places. */
export interface Answering {
  readonly event: AuditEvent;
  readonly answers: readonly number[];
}

/** In one snapshot: the head, and what matches between `after` and it, in the order of the sequence. */
export async function followingOf(
  client: PoolClient,
  organizationId: string,
  where: readonly Expression[],
  after: number,
  { limit, stretch }: { readonly limit: number; readonly stretch: number },
): Promise<Following> {
  const [head, scope] = await Promise.all([
    headOf(client, organizationId),
    scopeOf(client, organizationId, { ...EVER, where }),
  ]);
  const last = Math.min(head, after + stretch);
  if (last <= after) return { events: [], through: after };
  const { rows } = await matching(client, scope, where, { after, last, limit });
  const events = rows.map(toWire);
  return { events, through: events.length < limit ? last : (events.at(-1) as AuditEvent).sequence };
}

/** The same for many questions in one pass over the next `span` sequences: what answers any of them. */
export async function answeringOf(
  client: PoolClient,
  organizationId: string,
  questions: readonly (readonly Expression[])[],
  after: number,
  span: number,
): Promise<{ found: Answering[]; through: number }> {
  const [head, scope] = await Promise.all([
    headOf(client, organizationId),
    scopeOf(client, organizationId, { ...EVER, where: questions.flat() }),
  ]);
  const last = Math.min(head, after + span);
  if (last <= after || questions.length === 0) return { found: [], through: Math.max(after, last) };
  const rows = await answers(client, scope, questions, { after, last });
  return { found: rows.map((row) => ({ event: toWire(row), answers: row.answers })), through: last };
}

/** The sequence of the newest event; 0 while there is none. */
export async function headOf(client: PoolClient, organizationId: string): Promise<number> {
  const { rows } = await client.query<{ last_sequence: string }>(
    'SELECT last_sequence FROM log_heads WHERE organization_id = $1',
    [organizationId],
  );
  return Number(rows[0]?.last_sequence ?? 0);
}

/** Events by their numbers, as long as they are there; they happened within the range. */
export async function numberedOf(
  client: PoolClient,
  organizationId: string,
  sequences: readonly number[],
  { from, to }: { readonly from: string; readonly to: string },
): Promise<AuditEvent[]> {
  const homes = await homesOf(client, organizationId, from, to);
  const { rows } = await client.query<EventRow>(
    `SELECT ${EVENT_COLUMNS} FROM events WHERE organization_id = $1 AND sequence = ANY ($2::bigint[]) AND expires_on = ANY ($3::date[])`,
    [organizationId, sequences, homes],
  );
  return rows.map(toWire);
}

interface Reach {
  readonly after: number;
  readonly last: number;
}

/**
 * By the primary key, and by nothing else: another index might hold millions of matches outside the stretch, so the other
 * conditions are written as no index knows them.
 */
function matching(
  client: PoolClient,
  scope: Scope,
  where: readonly Expression[],
  { limit, ...reach }: Reach & { readonly limit: number },
): Promise<{ rows: EventRow[] }> {
  const p = new Parameters();
  const conditions = [...within(scope, reach, p), ...asked(where, scope, p)];
  return client.query<EventRow>(
    `SELECT ${EVENT_COLUMNS} FROM events WHERE ${conditions.join(' AND ')} ORDER BY events.sequence LIMIT ${p.add(limit, 'int')}`,
    p.values,
  );
}

/** Each event is asked each question once; the inner OFFSET keeps the planner from asking a second time. */
async function answers(
  client: PoolClient,
  scope: Scope,
  questions: readonly (readonly Expression[])[],
  reach: Reach,
): Promise<(EventRow & { answers: number[] })[]> {
  const p = new Parameters();
  const base = within(scope, reach, p).join(' AND ');
  const cases = questions.map((where, place) => {
    const all = asked(where, scope, p);
    return `CASE WHEN ${all.length === 0 ? 'true' : all.join(' AND ')} THEN ${place} END`;
  });
  const sql = `SELECT * FROM (
      SELECT ${EVENT_COLUMNS}, array_remove(ARRAY[${cases.join(', ')}]::int[], NULL) AS answers
        FROM events WHERE ${base} ORDER BY events.sequence OFFSET 0
    ) AS asked WHERE answers <> '{}'`;
  return (await client.query<EventRow & { answers: number[] }>(sql, p.values)).rows;
}

const within = (scope: Scope, { after, last }: Reach, p: Parameters): string[] => [
  `organization_id = ${p.add(scope.organizationId, 'uuid')}`,
  `expires_on = ANY (${p.add(scope.homes, 'date[]')})`,
  `sequence > ${p.add(after, 'bigint')}`,
  `sequence <= ${p.add(last, 'bigint')}`,
];

const asked = (where: readonly Expression[], scope: Scope, p: Parameters): string[] =>
  conditionsOf(where, scope, p).map((condition) => `coalesce(${anyOf(condition)}, false)`);
