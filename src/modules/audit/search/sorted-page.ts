import type { PoolClient } from 'pg';
import type { EventQuery } from '../audit.event-query';
import { EVENT_COLUMNS, type EventRow } from '../storage/event-row';
import { anyOf } from './conditions';
import type { PageRequest, Position, Scope, SortColumn, Statement } from './page-request';
import { beyond, whereOf } from './page-statement';
import { Parameters } from './sql-text';
import { findWords, usesWords } from './word-page';

/** A page of a list in another order than that of time. */
export type SortedRequest = PageRequest & { readonly sort: Exclude<SortColumn, 'occurred_at'> };

const MOST_PLACES = 5_000;

/**
 * Walks the index of the column. Words that are somewhere in a few events are looked up first; words that are everywhere are
 * soon met on the way.
 */
export async function sortedPage(
  client: PoolClient,
  scope: Scope,
  query: EventQuery,
  request: SortedRequest,
): Promise<EventRow[]> {
  const places = (await usesWords(client, scope, query))
    ? await findWords(client, scope, query, null, false, MOST_PLACES + 1)
    : null;
  const few = places && places.length <= MOST_PLACES ? places.map(({ sequence }) => sequence) : null;
  const { sql, values } = sortedStatement(scope, query, request, few);
  return (await client.query<EventRow>(sql, values)).rows;
}

/**
 * What follows a place is, of the same value, what is beyond it in time, and then all with a later value: each is an index scan
 * that begins where it has to. As one condition with OR it would begin at the front each time.
 */
export function sortedStatement(
  scope: Scope,
  query: EventQuery,
  { sort, after, ascending, limit }: SortedRequest,
  sequences: readonly string[] | null,
): Statement {
  const p = new Parameters();
  const { base, conditions } = whereOf(scope, query, p);
  const among = sequences === null ? [] : [`sequence = ANY (${p.add(sequences, 'bigint[]')})`];
  const where = [...base, ...conditions.map(anyOf), ...among];
  const tail = `ORDER BY ${orderOf(sort, ascending)} LIMIT ${p.add(limit + 1, 'int')}`;
  const branches = (after ? BEYOND[sort](after, ascending, p) : ['true']).map(
    (place) => `(SELECT ${EVENT_COLUMNS}, ip FROM events WHERE ${[...where, place].join(' AND ')} ${tail})`,
  );
  return { sql: `SELECT * FROM (${branches.join(' UNION ALL ')}) AS merged ${tail}`, values: p.values };
}

/** The index has the newest first within a value, so the way back has the oldest first; addresses that are none come last. */
function orderOf(sort: SortedRequest['sort'], ascending: boolean): string {
  if (sort === 'sequence') return ascending ? 'sequence' : 'sequence DESC';
  return ascending ? `${sort}, occurred_at DESC, sequence DESC` : `${sort} DESC, occurred_at, sequence`;
}

type Beyond = (after: Position, ascending: boolean, p: Parameters) => string[];

const BEYOND: Record<SortedRequest['sort'], Beyond> = {
  sequence: ({ sequence }, ascending, p) => [
    `sequence ${ascending ? '>' : '<'} ${p.add(sequence, 'bigint')}`,
  ],
  action: (after, ascending, p) => {
    const value = p.add(after.value);
    return [
      `action = ${value} AND ${beyond(after, !ascending, p)}`,
      `action ${ascending ? '>' : '<'} ${value}`,
    ];
  },
  ip: (after, ascending, p) => {
    if ((after.value ?? null) === null)
      return [`ip IS NULL AND ${beyond(after, !ascending, p)}`, ...(ascending ? [] : ['ip IS NOT NULL'])];
    const value = p.add(after.value, 'inet');
    return [
      `ip = ${value} AND ${beyond(after, !ascending, p)}`,
      `ip ${ascending ? '>' : '<'} ${value}`,
      ...(ascending ? ['ip IS NULL'] : []),
    ];
  },
};
