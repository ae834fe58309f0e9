import type { LogSnapshot } from '../../audit/audit.snapshot';

/** Events on hand that no policy tells apart: of one day, source and category, in one partition. Dates are UTC's. */
export interface Lot {
  /** The date they have now: `YYYY-MM-DD`, or `infinity` for what holds keep. */
  readonly home: string;
  /** The day they happened. */
  readonly day: string;
  readonly source: string;
  readonly category: string | null;
  readonly events: number;
}

/** What is counted, by kind and hour; then what is not counted yet, from the events themselves. Exact, for both see one moment. */
const STOCK = `SELECT s.home::text, s.day::text, s.source, s.category, sum(s.events)::float8 AS events FROM (
    SELECT c.home, c.day, k.source, k.category, c.events
      FROM (SELECT t.expires_on AS home, (t.hour AT TIME ZONE 'UTC')::date AS day, t.kind, sum(t.n0 + t.n1 + t.n2 + t.n3) AS events
              FROM event_counts t WHERE t.organization_id = $1 AND t.expires_on = ANY ($2::date[]) GROUP BY 1, 2, 3) c
      JOIN event_kinds k ON k.organization_id = $1 AND k.kind = c.kind
    UNION ALL
    SELECT e.expires_on, (e.occurred_at AT TIME ZONE 'UTC')::date, e.source, e.category, count(*)
      FROM events e WHERE e.organization_id = $1 AND e.expires_on = ANY ($2::date[]) AND e.sequence > $3 GROUP BY 1, 2, 3, 4
  ) s WHERE s.events > 0 GROUP BY 1, 2, 3, 4`;

/** All of an organization's events in these partitions, in lots. */
export async function stockOf(log: LogSnapshot, homes: readonly string[]): Promise<Lot[]> {
  const { rows } = await log.client.query<Lot>(STOCK, [log.organizationId, homes, log.countedTo]);
  return rows;
}
