import { MINUTE_MS } from '../../../platform/clock/clock';
import type { Expression } from '../audit.event-query';
import { anyOf } from '../search/conditions';
import { conditionsOf } from '../search/page-statement';
import { Parameters } from '../search/sql-text';
import type { Ground } from './ground';

const QUARTER_MS = 15 * MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;

export const quarterBefore = (at: number): number => Math.floor(at / QUARTER_MS) * QUARTER_MS;
export const quarterAfter = (at: number): number => Math.ceil(at / QUARTER_MS) * QUARTER_MS;
export const isQuarter = (at: number): boolean => at % QUARTER_MS === 0;

/** So many counted events with a label in a stretch of whole quarters of an hour. */
export interface Slice {
  readonly from: number;
  readonly to: number;
  readonly label: string | null;
  readonly n: number;
}

/**
 * What is counted of the countable part of the query between two moments, which the quarters around them widen; by the
 * stretches between `edges`. An edge within a quarter gets a slice of that quarter alone.
 */
export async function countedSlices(
  { client, scope, countable }: Ground,
  label: string,
  from: number,
  to: number,
  edges: readonly number[],
): Promise<Slice[]> {
  if (from >= to) return [];
  const points = pointsOf(from, to, edges);
  const [first, last] = [points[0] as number, points.at(-1) as number];
  const p = new Parameters();
  const at = (time: number): string => p.add(new Date(time).toISOString(), 'timestamptz');
  const bounds = p.add(
    points.map((time) => new Date(time).toISOString()),
    'timestamptz[]',
  );
  const { rows } = await client.query<{ slice: number; label: string | null; n: number }>(
    `SELECT width_bucket(h.hour + q.i * interval '15 minutes', ${bounds}) - 1 AS slice, h.label, sum(q.n)::float8 AS n
       FROM (SELECT c.hour, k.label, sum(c.n0) AS n0, sum(c.n1) AS n1, sum(c.n2) AS n2, sum(c.n3) AS n3
               FROM event_counts c JOIN (${kindsSql(label, countable, scope.organizationId, p)}) k USING (kind)
              WHERE c.organization_id = ${p.add(scope.organizationId, 'uuid')} AND c.expires_on = ANY (${p.add(scope.homes, 'date[]')})
                AND c.hour >= ${at(Math.floor(first / HOUR_MS) * HOUR_MS)} AND c.hour < ${at(last)}
              GROUP BY c.hour, k.label) h
      CROSS JOIN LATERAL (VALUES (0, h.n0), (1, h.n1), (2, h.n2), (3, h.n3)) q (i, n)
      WHERE q.n > 0 AND h.hour + q.i * interval '15 minutes' >= ${at(first)} AND h.hour + q.i * interval '15 minutes' < ${at(last)}
      GROUP BY 1, 2`,
    p.values,
  );
  return rows.map(({ slice, ...rest }) => ({
    ...rest,
    from: points[slice] as number,
    to: points[slice + 1] as number,
  }));
}

function pointsOf(from: number, to: number, edges: readonly number[]): number[] {
  const within = edges.filter((edge) => edge > from && edge < to);
  const all = [from, ...within, to].flatMap((edge) => [quarterBefore(edge), quarterAfter(edge)]);
  return [...new Set(all)].toSorted((a, b) => a - b);
}

/** The kinds that a query means, each with its label; the names of the columns are those of `events`. */
function kindsSql(
  label: string,
  countable: readonly Expression[],
  organizationId: string,
  p: Parameters,
): string {
  const scope = { organizationId, homes: [], actors: new Map() };
  const where = [
    `organization_id = ${p.add(organizationId, 'uuid')}`,
    ...conditionsOf(countable, scope, p).map(anyOf),
  ];
  return `SELECT kind, ${label} AS label FROM event_kinds WHERE ${where.join(' AND ')}`;
}

/** How many events of each kind are counted between two whole quarters. */
export interface CountedKind extends Record<KindColumn, string | null> {
  readonly n: number;
}
export type KindColumn = 'source' | 'action' | 'outcome' | 'resource_type' | 'category';

/** Nearly all hours lie within: only at the two ends the quarters are looked at. */
export async function countedKinds(
  { client, scope, countable }: Ground,
  from: number,
  to: number,
): Promise<CountedKind[]> {
  if (from >= to) return [];
  const p = new Parameters();
  const at = (time: number): string => p.add(new Date(time).toISOString(), 'timestamptz');
  const [first, last] = [at(from), at(to)];
  const quarter = (i: number): string =>
    `CASE WHEN c.hour + interval '${i * 15} minutes' >= ${first} AND c.hour + interval '${i * 15} minutes' < ${last} THEN c.n${i} ELSE 0 END`;
  const whole = `c.hour >= ${first} AND c.hour < ${at(Math.floor(to / HOUR_MS) * HOUR_MS)}`;
  const { rows } = await client.query<CountedKind>(
    `SELECT k.source, k.action, k.outcome, k.resource_type, k.category, t.n
       FROM (SELECT c.kind, sum(CASE WHEN ${whole} THEN c.n0 + c.n1 + c.n2 + c.n3 ELSE ${[0, 1, 2, 3].map(quarter).join(' + ')} END)::float8 AS n
               FROM event_counts c
              WHERE c.organization_id = ${p.add(scope.organizationId, 'uuid')} AND c.expires_on = ANY (${p.add(scope.homes, 'date[]')})
                AND c.hour >= ${at(Math.floor(from / HOUR_MS) * HOUR_MS)} AND c.hour < ${last}
              GROUP BY c.kind) t
       JOIN event_kinds k ON k.organization_id = ${p.add(scope.organizationId, 'uuid')} AND k.kind = t.kind
      WHERE t.n > 0 AND k.kind IN (SELECT kind FROM (${kindsSql('NULL::text', countable, scope.organizationId, p)}) wanted)`,
    p.values,
  );
  return rows;
}
