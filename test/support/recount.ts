import type { DatabasePool } from '../../src/platform/database/pools';

/** Counts of all events anew, up to each organization's head, as text; past row-level security. */
const RECOUNT = {
  event_counts: `SELECT e.organization_id, e.expires_on::text, to_char(date_trunc('hour', e.occurred_at, 'UTC') AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24') AS hour,
           e.source, e.action, e.operation, e.category, e.outcome, e.resource_type, e.actor_type,
           count(*) FILTER (WHERE extract(minute FROM e.occurred_at) < 15)::int AS n0,
           count(*) FILTER (WHERE extract(minute FROM e.occurred_at) >= 15 AND extract(minute FROM e.occurred_at) < 30)::int AS n1,
           count(*) FILTER (WHERE extract(minute FROM e.occurred_at) >= 30 AND extract(minute FROM e.occurred_at) < 45)::int AS n2,
           count(*) FILTER (WHERE extract(minute FROM e.occurred_at) >= 45)::int AS n3
      FROM events e JOIN count_heads h ON h.organization_id = e.organization_id AND e.sequence <= h.counted_to
     GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10`,
  event_actor_days: `SELECT e.organization_id, e.expires_on::text, (e.occurred_at AT TIME ZONE 'UTC')::date::text AS day, e.actor_key, coalesce(e.category, '') AS category,
           count(*)::int AS events, min(e.occurred_at) AS first_at, max(e.occurred_at) AS last_at,
           max(e.occurred_at) FILTER (WHERE e.category = 'authentication' AND e.operation = 'authenticate' AND e.outcome = 'success'
             AND (e.action LIKE '%signed\\_in' OR e.action LIKE '%logged\\_in' OR e.action LIKE '%login' OR e.action LIKE '%sign\\_in')) AS signed_in_at
      FROM events e JOIN count_heads h ON h.organization_id = e.organization_id AND e.sequence <= h.counted_to
     WHERE e.actor_key IS NOT NULL GROUP BY 1, 2, 3, 4, 5`,
};

const STORED = {
  event_counts: `SELECT c.organization_id, c.expires_on::text, to_char(c.hour AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24') AS hour,
           k.source, k.action, k.operation, k.category, k.outcome, k.resource_type, k.actor_type, c.n0, c.n1, c.n2, c.n3
      FROM event_counts c LEFT JOIN event_kinds k USING (organization_id, kind)`,
  event_actor_days: `SELECT organization_id, expires_on::text, day::text, actor_key, category, events, first_at, last_at, signed_in_at FROM event_actor_days`,
};

export interface Difference {
  readonly table: string;
  readonly side: 'stored' | 'recounted';
  readonly row: unknown;
}

/** What the counted tables hold and a recount of the log does not, and the other way round, at most twenty rows; in one snapshot. */
export async function differencesFromRecount(admin: DatabasePool): Promise<Difference[]> {
  const sides = (['event_counts', 'event_actor_days'] as const).flatMap((table) => [
    `SELECT '${table}' AS table, 'stored' AS side, to_jsonb(d) AS row FROM (${STORED[table]} EXCEPT ALL ${RECOUNT[table]}) d`,
    `SELECT '${table}' AS table, 'recounted' AS side, to_jsonb(d) AS row FROM (${RECOUNT[table]} EXCEPT ALL ${STORED[table]}) d`,
  ]);
  const { rows } = await admin.pool.query<Difference>(`${sides.join(' UNION ALL ')} LIMIT 20`);
  return rows;
}
