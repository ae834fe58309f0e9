import type { PoolClient } from 'pg';
import type { EventQuery } from '../audit.event-query';
import { EVENT_COLUMNS, type EventRow } from '../storage/event-row';
import { anyOf, driverOf } from './conditions';
import type { PageRequest, Position, Scope } from './page-request';
import { conditionsOf } from './page-statement';
import { Parameters } from './sql-text';
import { wordsOf } from './words';

export interface Found {
  readonly occurred_at: Date;
  readonly sequence: string;
  readonly expires_on: string;
}

const LARGEST_CHUNK = 5_000;

/** Whether only words can drive the search. */
export const byWordsAlone = ({ where }: EventQuery): boolean =>
  wordsOf(where).tsquery !== null && where.every((expression) => driverOf(expression) === null);

/** What is never found more than a page or two of: no word narrows better. */
const NARROW = ['sequence', 'id', 'request_id', 'session_id'];
const FEW = 5_000;

/**
 * Words drive the search unless a filter with an index of its own narrows it better. An action or a person may have a third of
 * the log: beside them, seldom words drive nevertheless.
 */
export async function usesWords(
  client: PoolClient,
  { homes }: Scope,
  { where }: EventQuery,
): Promise<boolean> {
  const { tsquery } = wordsOf(where);
  if (tsquery === null) return false;
  const drivers = where.map(driverOf).filter((driver) => driver !== null);
  if (drivers.length === 0) return true;
  return (
    !drivers.some((driver) => NARROW.includes(driver)) && (await estimate(client, homes, tsquery)) <= FEW
  );
}

async function estimate(
  client: PoolClient,
  homes: readonly string[],
  tsquery: (p: Parameters) => string,
): Promise<number> {
  const p = new Parameters();
  const words = tsquery(p);
  const { rows } = await client.query<{ rows: string }>(
    `SELECT estimate_words(${words}, ${p.add(homes, 'date[]')}) AS rows`,
    p.values,
  );
  return Number(rows[0]?.rows);
}

/** Asks the word index for places in the order of the list, and reads them until the page is full: chunks grow as needed. */
export async function wordPage(
  client: PoolClient,
  scope: Scope,
  query: EventQuery,
  request: PageRequest,
): Promise<EventRow[]> {
  const wanted = request.limit + 1;
  const rows: EventRow[] = [];
  let after = request.after;
  for (let chunk = wanted; rows.length < wanted; chunk = Math.min(chunk * 4, LARGEST_CHUNK)) {
    const found = await findWords(client, scope, query, after, request.ascending, chunk);
    rows.push(...(await readPlaces(client, scope, query, found, request.ascending)));
    const last = found.at(-1);
    if (!last || found.length < chunk) break;
    after = { occurredAt: last.occurred_at.toISOString(), sequence: Number(last.sequence) };
  }
  return rows.slice(0, wanted);
}

/** Where the words of a query are, in the order of the list. */
export async function findWords(
  client: PoolClient,
  scope: Scope,
  query: EventQuery,
  after: Position | null,
  ascending: boolean,
  limit: number,
): Promise<Found[]> {
  const start: Position = after ?? { occurredAt: ascending ? '-infinity' : 'infinity', sequence: 0 };
  const p = new Parameters();
  const rest = [scope.homes, query.from, query.to, start.occurredAt, start.sequence, ascending, limit];
  const types = ['date[]', 'timestamptz', 'timestamptz', 'timestamptz', 'bigint', 'boolean', 'int'];
  const args = [
    wordsOf(query.where).tsquery?.(p),
    ...rest.map((value, index) => p.add(value, types[index])),
  ].join(', ');
  const { rows } = await client.query<Found>(
    `SELECT occurred_at, sequence, expires_on::text FROM find_words(${args})`,
    p.values,
  );
  return rows;
}

/** The other filters of the query decide here which of the places count. */
async function readPlaces(
  client: PoolClient,
  scope: Scope,
  query: EventQuery,
  found: readonly Found[],
  ascending: boolean,
): Promise<EventRow[]> {
  if (found.length === 0) return [];
  const p = new Parameters();
  const where = [
    `organization_id = ${p.add(scope.organizationId, 'uuid')}`,
    `expires_on = ANY (${p.add([...new Set(found.map(({ expires_on }) => expires_on))], 'date[]')})`,
    `sequence = ANY (${p.add(
      found.map(({ sequence }) => sequence),
      'bigint[]',
    )})`,
    ...conditionsOf(wordsOf(query.where).others, scope, p).map(anyOf),
  ];
  const direction = ascending ? '' : 'DESC';
  const sql = `SELECT ${EVENT_COLUMNS} FROM events WHERE ${where.join(' AND ')} ORDER BY occurred_at ${direction}, sequence ${direction}`;
  return (await client.query<EventRow>(sql, p.values)).rows;
}
