import type { PoolClient } from 'pg';
import { utcDate } from '../../../platform/clock/clock';
import type { EventQuery } from '../audit.event-query';
import { Parameters } from './sql-text';

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
  const p = new Parameters();
  const organization = p.add(organizationId, 'uuid');
  const parts = actor.map((part) => `strpos(folded, lower(${p.add(part)})) > 0`).join(' OR ');
  const { rows } = await client.query<{ key: string }>(
    `SELECT key FROM event_actors WHERE organization_id = ${organization} AND (${parts}) LIMIT ${MOST_ACTORS}`,
    p.values,
  );
  return rows.map(({ key }) => key);
}
