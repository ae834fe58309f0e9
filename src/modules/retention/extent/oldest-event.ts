import type { PoolClient } from 'pg';

interface Home {
  readonly expires_on: string;
  readonly first_day: string;
}

/**
 * When the oldest event on hand happened; null for an empty log. Each partition of the organization has the day that its
 * events begin with at the earliest, so asking them in this order mostly ends with the first: one look into one index.
 */
export async function oldestEvent(client: PoolClient, organizationId: string): Promise<string | null> {
  const { rows: homes } = await client.query<Home>(
    'SELECT expires_on::text, first_day::text FROM event_homes WHERE organization_id = $1 ORDER BY first_day, expires_on',
    [organizationId],
  );
  let oldest: string | null = null;
  for (const { expires_on, first_day } of homes) {
    if (oldest !== null && first_day > oldest.slice(0, 10)) break;
    const first = await firstIn(client, organizationId, expires_on);
    if (first !== null && (oldest === null || first < oldest)) oldest = first;
  }
  return oldest;
}

async function firstIn(client: PoolClient, organizationId: string, date: string): Promise<string | null> {
  const { rows } = await client.query<{ occurred_at: Date }>(
    'SELECT occurred_at FROM events WHERE organization_id = $1 AND expires_on = $2 ORDER BY occurred_at, sequence LIMIT 1',
    [organizationId, date],
  );
  return rows[0]?.occurred_at.toISOString() ?? null;
}
