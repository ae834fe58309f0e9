import type { PoolClient } from 'pg';
import type { EventQuery } from '../audit.event-query';
import { anyOf } from './conditions';
import type { Scope } from './page-request';
import { conditionsOf } from './page-statement';
import { EVER, homesOf, scopeOf } from './scope';
import { Parameters } from './sql-text';

/** A statement takes 65,535 values at most, and a query may have hundreds. */
const QUERIES_AT_ONCE = 20;

/**
 * Which of these events match which of several queries: a few statements for all of them, which find the events by their numbers
 * and try each query on each of them.
 */
export async function matchingOf(
  client: PoolClient,
  organizationId: string,
  queries: readonly EventQuery[],
  sequences: readonly number[],
  within?: readonly string[],
): Promise<Map<number, readonly number[]>> {
  const found = new Map<number, readonly number[]>();
  if (queries.length === 0 || sequences.length === 0) return found;
  const homes = within ?? (await homesOf(client, organizationId, EVER.from, EVER.to));
  for (let first = 0; first < queries.length; first += QUERIES_AT_ONCE) {
    const some = queries.slice(first, first + QUERIES_AT_ONCE);
    const where = some.flatMap((query) => query.where);
    const { actors } = await scopeOf(client, organizationId, { ...EVER, where });
    for (const row of await answersOf(client, { organizationId, homes, actors }, some, sequences)) {
      const places = row.answers.map((place) => first + place);
      found.set(Number(row.sequence), [...(found.get(Number(row.sequence)) ?? []), ...places]);
    }
  }
  return found;
}

interface Row {
  readonly sequence: string;
  readonly answers: readonly number[];
}

async function answersOf(
  client: PoolClient,
  scope: Scope,
  queries: readonly EventQuery[],
  sequences: readonly number[],
): Promise<Row[]> {
  const p = new Parameters();
  const cases = queries.map((query, place) => `CASE WHEN ${matches(scope, query, p)} THEN ${place} END`);
  const { rows } = await client.query<Row>(
    `SELECT * FROM (
       SELECT sequence, array_remove(ARRAY[${cases.join(', ')}]::int[], NULL) AS answers
         FROM events
        WHERE organization_id = ${p.add(scope.organizationId, 'uuid')} AND expires_on = ANY (${p.add(scope.homes, 'date[]')})
          AND sequence = ANY (${p.add(sequences, 'bigint[]')}) OFFSET 0
     ) AS asked WHERE answers <> '{}'`,
    p.values,
  );
  return rows;
}

/** The cheap questions first. None of them reaches an index: another than that of the numbers might lead to millions. */
function matches(scope: Scope, { from, to, where }: EventQuery, p: Parameters): string {
  return [
    `occurred_at >= ${p.add(from, 'timestamptz')}`,
    `occurred_at < ${p.add(to, 'timestamptz')}`,
    ...conditionsOf(where, scope, p).map(anyOf),
  ].join(' AND ');
}
