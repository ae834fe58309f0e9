import type { PoolClient } from 'pg';
import type { Expression } from '../audit.event-query';
import { anyOf } from './conditions';
import type { Scope } from './page-request';
import { conditionsOf } from './page-statement';
import { Parameters } from './sql-text';

/** Where events of the kinds that are meant stand: so many quarters of an hour in which an action occurs, in one partition. */
export interface KindPlace {
  readonly action: string;
  readonly expires_on: string;
  readonly from: Date;
  readonly to: Date;
  /** The hour that it belongs to, in milliseconds. */
  readonly hour: number;
  /** Events of the kinds that are meant. */
  readonly n: number;
}

const QUARTER_MS = 900_000;

/** A way through the counted hours. */
export interface Way {
  /** Hours from here to there, inclusive; milliseconds, whole hours. */
  readonly first: number;
  readonly last: number;
  readonly ascending: boolean;
  readonly limit: number;
}

/**
 * The next hours in which any of the kinds occurs, at least `limit` of them if there are so many, and always whole: of the last
 * hour nothing is left out. Each has an event that is meant.
 */
export async function kindPlaces(
  client: PoolClient,
  scope: Scope,
  countable: readonly Expression[],
  { first, last, ascending, limit }: Way,
): Promise<KindPlace[]> {
  const p = new Parameters();
  const organization = p.add(scope.organizationId, 'uuid');
  const kinds = [`organization_id = ${organization}`, ...conditionsOf(countable, scope, p).map(anyOf)];
  const end = `ORDER BY c.hour ${ascending ? '' : 'DESC'} FETCH FIRST (${p.add(limit, 'int')}) ROWS WITH TIES`;
  const { rows } = await client.query<PlaceRow>(
    `SELECT k.action, c.*
       FROM (SELECT kind, action FROM event_kinds WHERE ${kinds.join(' AND ')} OFFSET 0) k
      CROSS JOIN LATERAL (
        SELECT c.hour, c.expires_on::text, c.n0, c.n1, c.n2, c.n3 FROM event_counts c
         WHERE c.organization_id = ${organization} AND c.kind = k.kind AND c.expires_on = ANY (${p.add(scope.homes, 'date[]')})
           AND c.hour >= ${p.add(new Date(first).toISOString(), 'timestamptz')} AND c.hour <= ${p.add(new Date(last).toISOString(), 'timestamptz')}
         ${end}) c
      ${end}`,
    p.values,
  );
  return merged(rows);
}

interface PlaceRow {
  readonly action: string;
  readonly hour: Date;
  readonly expires_on: string;
  readonly n0: number;
  readonly n1: number;
  readonly n2: number;
  readonly n3: number;
}

/** Kinds of one action in one hour of one partition are read together, so that no event comes twice. */
function merged(rows: readonly PlaceRow[]): KindPlace[] {
  const places = new Map<string, KindPlace>();
  for (const row of rows) {
    const place = placeOf(row);
    const key = JSON.stringify([place.action, place.expires_on, place.hour]);
    const known = places.get(key);
    places.set(key, known ? widened(known, place) : place);
  }
  return [...places.values()];
}

function placeOf({ action, expires_on, hour, n0, n1, n2, n3 }: PlaceRow): KindPlace {
  const quarters = [n0, n1, n2, n3].flatMap((n, i) => (n > 0 ? [i] : []));
  const at = (quarter: number): Date => new Date(hour.getTime() + quarter * QUARTER_MS);
  return {
    action,
    expires_on,
    hour: hour.getTime(),
    from: at(quarters[0] ?? 0),
    to: at((quarters.at(-1) ?? 3) + 1),
    n: n0 + n1 + n2 + n3,
  };
}

const widened = (a: KindPlace, b: KindPlace): KindPlace => ({
  ...a,
  from: a.from < b.from ? a.from : b.from,
  to: a.to > b.to ? a.to : b.to,
  n: a.n + b.n,
});
