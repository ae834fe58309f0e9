import type { PoolClient } from 'pg';
import { utcDate } from '../../../platform/clock/clock';
import type { EventQuery, Expression, Test } from '../audit.event-query';
import { actorTestKey, identitySql } from './conditions';
import type { Actors, Scope } from './page-request';
import { Parameters } from './sql-text';

/** Where the time of an event does not matter. */
export const EVER = { from: '0001-01-01T00:00:00.000Z', to: '9999-12-31T00:00:00.000Z' } as const;

const MOST_ACTORS = 5_000;

/** Everything about a query that has to be looked up before it can be written as SQL. */
export async function scopeOf(client: PoolClient, organizationId: string, query: EventQuery): Promise<Scope> {
  const [homes, actors] = await Promise.all([
    homesOf(client, organizationId, query.from, query.to),
    actorsOf(client, organizationId, query.where),
  ]);
  return { organizationId, homes, actors };
}

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

/** The identities that tests of `actor` name. A small table, so any part of a name is found. */
async function actorsOf(
  client: PoolClient,
  organizationId: string,
  where: readonly Expression[],
): Promise<Actors> {
  const tests = where.flatMap(actorTestsOf);
  const found = await Promise.all(tests.map((test) => keysOf(client, organizationId, test)));
  return new Map(
    tests.flatMap((test, index) => {
      const keys = found[index] as string[];
      return keys.length > MOST_ACTORS ? [] : [[actorTestKey(test), keys] as const];
    }),
  );
}

type ActorTest = Extract<Test, { field: 'actor' }>;

function actorTestsOf(expression: Expression): ActorTest[] {
  if ('any' in expression) return expression.any.flatMap(actorTestsOf);
  if ('all' in expression) return expression.all.flatMap(actorTestsOf);
  if ('not' in expression) return actorTestsOf(expression.not);
  return 'field' in expression && expression.field === 'actor' ? [expression] : [];
}

async function keysOf(client: PoolClient, organizationId: string, test: ActorTest): Promise<string[]> {
  const p = new Parameters();
  const { rows } = await client.query<{ key: string }>(
    `SELECT key FROM event_actors WHERE organization_id = ${p.add(organizationId, 'uuid')} AND ${identitySql(test, p)} LIMIT ${MOST_ACTORS + 1}`,
    p.values,
  );
  return rows.map(({ key }) => key);
}
