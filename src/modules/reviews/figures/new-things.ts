import type { LogSnapshot } from '../../audit/audit.snapshot';
import type { NewAddress, ReviewCount } from '../reviews.contract';
import type { KindCount } from './kind-counts';
import type { Period } from '../subscriptions/schedule';

/** Actions of the week that no event on hand before it has: each is one look into the index of actions. */
export async function newActions(
  log: LogSnapshot,
  { from }: Period,
  kinds: readonly KindCount[],
): Promise<string[]> {
  const lately = new Set(kinds.filter(({ before }) => before > 0).map(({ action }) => action));
  const seen = new Set(kinds.filter(({ count }) => count > 0).map(({ action }) => action));
  const { rows } = await log.client.query<{ action: string }>(
    `SELECT candidate.action FROM unnest($3::text[]) AS candidate (action)
      WHERE NOT EXISTS (SELECT FROM events e WHERE e.organization_id = $1 AND e.expires_on = ANY ($2::date[])
                           AND e.action = candidate.action COLLATE "C" AND e.occurred_at < $4)
      ORDER BY candidate.action`,
    [log.organizationId, log.allHomes, [...seen].filter((action) => !lately.has(action)), from],
  );
  return rows.map(({ action }) => action);
}

/** Bulk operations that delete nothing, so that they are not counted twice. */
export async function bulkChanges(log: LogSnapshot, { before, from, to }: Period): Promise<ReviewCount> {
  const { rows } = await log.client.query<ReviewCount>(
    `SELECT count(*) FILTER (WHERE occurred_at >= $4)::int AS count, count(*) FILTER (WHERE occurred_at < $4)::int AS before
       FROM events WHERE organization_id = $1 AND expires_on = ANY ($2::date[]) AND occurred_at >= $3 AND occurred_at < $5
        AND flags <> '{}' AND flags && ARRAY['bulk_change'] AND operation <> 'delete'`,
    [log.organizationId, log.homesIn(before, to), before, from, to],
  );
  return rows[0] as ReviewCount;
}

const SHOWN = 5;

/** How many events came from addresses that were new for their actor, and which of them sent the most. */
export async function newAddresses(
  log: LogSnapshot,
  { from, to }: Period,
): Promise<{ events: number; top: NewAddress[] }> {
  const { rows } = await log.client.query<NewAddress & { total: number }>(
    `SELECT host(e.ip) AS ip, coalesce(a.name, a.email, a.id) AS actor, count(*)::int AS events, (sum(count(*)) OVER ())::int AS total
       FROM events e LEFT JOIN event_actors a ON a.organization_id = e.organization_id AND a.key = e.actor_key
      WHERE e.organization_id = $1 AND e.expires_on = ANY ($2::date[]) AND e.occurred_at >= $3 AND e.occurred_at < $4
        AND e.flags <> '{}' AND e.flags && ARRAY['new_ip']
      GROUP BY 1, 2 ORDER BY events DESC, ip, actor LIMIT ${SHOWN}`,
    [log.organizationId, log.homesIn(from, to), from, to],
  );
  return { events: rows[0]?.total ?? 0, top: rows.map(({ total: _, ...address }) => address) };
}
