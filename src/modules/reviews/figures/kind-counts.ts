import type { LogSnapshot } from '../../audit/audit.snapshot';
import type { WatchedKind } from '../../audit/audit.watched';
import type { ReviewCount } from '../reviews.contract';
import type { Period } from '../subscriptions/schedule';

/** How many events of a kind a week had, and the week before it. */
export interface KindCount extends ReviewCount {
  readonly source: string;
  readonly action: string;
  readonly operation: string;
  readonly outcome: string;
}

const KIND = 'source, action, operation, outcome';

/** Counted by quarters of an hour, in which the hours of every zone begin. */
const counted = (from: string, to: string): string =>
  `sum(${[0, 1, 2, 3]
    .map((quarter) => {
      const at = `hour + interval '${quarter * 15} minutes'`;
      return `CASE WHEN ${at} >= ${from} AND ${at} < ${to} THEN n${quarter} ELSE 0 END`;
    })
    .join(' + ')})`;

const STATEMENT = `SELECT ${KIND}, sum(n)::float8 AS count, sum(b)::float8 AS before FROM (
  SELECT ${KIND}, ${counted('$4', '$5')} AS n, ${counted('$3', '$4')} AS b
    FROM event_counts JOIN event_kinds USING (organization_id, kind)
   WHERE organization_id = $1 AND expires_on = ANY ($2::date[])
     AND hour > $3::timestamptz - interval '1 hour' AND hour < $5::timestamptz
   GROUP BY ${KIND}
  UNION ALL
  SELECT ${KIND}, count(*) FILTER (WHERE occurred_at >= $4) AS n, count(*) FILTER (WHERE occurred_at < $4) AS b
    FROM events
   WHERE organization_id = $1 AND expires_on = ANY ($2::date[]) AND sequence > $6::bigint
     AND occurred_at >= $3 AND occurred_at < $5
   GROUP BY ${KIND}
) AS weeks GROUP BY ${KIND}`;

/** From the counted tables, and what came after the counting from the events themselves. */
export async function kindCounts(log: LogSnapshot, { before, from, to }: Period): Promise<KindCount[]> {
  const values = [log.organizationId, log.homesIn(before, to), before, from, to, log.countedTo];
  return (await log.client.query<KindCount>(STATEMENT, values)).rows;
}

export const sumOf = (kinds: readonly ReviewCount[]): ReviewCount => ({
  count: kinds.reduce((sum, { count }) => sum + count, 0),
  before: kinds.reduce((sum, { before }) => sum + before, 0),
});

export const isOf =
  (watched: WatchedKind) =>
  (kind: KindCount): boolean =>
    (['action', 'operation', 'outcome'] as const).every(
      (field) => watched[field]?.some((value) => fits(kind[field], value)) ?? true,
    );

const fits = (actual: string, wanted: string): boolean =>
  wanted.endsWith('*') ? actual.startsWith(wanted.slice(0, -1)) : actual === wanted;
