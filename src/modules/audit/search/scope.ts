import type { PoolClient } from 'pg';
import { utcDate } from '../../../platform/clock/clock';
import type { EventQuery } from '../audit.event-query';

const MOST_ACTORS = 5_000;

/** The partitions that can hold events of the range: only these are planned and read. */
export async function homesOf(
  client: PoolClient,
  organizationId: string,
  from: string,
  to: string,
): Promise<string[]> {
  const { rows } = await client.query<{ expires_on: string }>(
    'SELECT expires_on::text FROM event_homes WHERE organization_id = $1 AND last_day >= $2::date AND first_day <= $3::date ORDER BY expires_on',
    [organizationId, utcDate(new Date(from)), utcDate(new Date(to))],
  );
  return rows.map(({ expires_on }) => expires_on);
}

/** The identities that a query's `actor` names; null when it names none. A small table, so any part of a name is found. */
export async function actorKeysOf(
  client: PoolClient,
  organizationId: string,
  { actor }: EventQuery,
): Promise<string[] | null> {
  if (!actor) return null;
  const { rows } = await client.query<{ key: string }>(
    `SELECT DISTINCT a.key FROM event_actors a, unnest($2::text[]) AS part
      WHERE a.organization_id = $1
        AND (strpos(lower(a.id), lower(part)) > 0 OR strpos(lower(a.email), lower(part)) > 0 OR strpos(lower(a.name), lower(part)) > 0)
      LIMIT ${MOST_ACTORS}`,
    [organizationId, actor],
  );
  return rows.map(({ key }) => key);
}
