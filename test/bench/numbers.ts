import { DAY_MS } from '../../src/platform/clock/clock';
import { EVENT_COLUMNS } from '../../src/modules/audit/storage/event-row';
import type { Bench } from './bench-context';
import { actorId } from './events';
import type { Figure } from './figure';
import { ask, type Question } from './question';

const DAYS = 30;
const COUNTED = { times: 0.2, mostMs: 200 };
const READ = { times: 2, mostMs: 50 };

/** Histogram and facets of the largest organization, against counting its events exactly. */
export function numbers(bench: Bench): Promise<Figure[]> {
  const { from, values } = rangeOf(bench);
  const events = `FROM events WHERE organization_id = $1 AND expires_on = ANY ($2::date[]) AND occurred_at >= $3`;
  const facets = ['source', 'action', 'outcome', 'resource_type', 'category', 'actor_key', 'ip'];
  const histogram = (name: string, q: string, sql: string): Question => ({
    name: `histogram, 30 days${name}`,
    path: () => `/v1/events/histogram?${new URLSearchParams({ from, q }).toString()}`,
    sql: `SELECT date_trunc('hour', occurred_at), outcome, count(*) ${events} ${sql} GROUP BY 1, 2`,
    values: () => values,
    ...COUNTED,
  });
  const facetsOf = (name: string, q: string, sql: string): Question => ({
    name: `all facets, 30 days${name}`,
    path: () => `/v1/events/facets?${new URLSearchParams({ from, q }).toString()}`,
    sql: `SELECT ${facets.join(', ')}, count(*) ${events} ${sql} GROUP BY GROUPING SETS (${facets.map((field) => `(${field})`).join(', ')})`,
    values: () => values,
    ...COUNTED,
  });
  return ask(bench, [
    histogram('', '', ''),
    histogram(', a source', 'source:records', `AND source = 'records'`),
    facetsOf('', '', ''),
    facetsOf(', an outcome', 'outcome:failure', `AND outcome <> 'success' AND outcome = 'failure'`),
  ]);
}

/** What an investigator opens next: the events around one, the history of a record, and what people do. */
export async function trails(bench: Bench): Promise<Figure[]> {
  return ask(bench, [await around(bench), history(bench), people(bench), timeline(bench)]);
}

const OWN = `organization_id = $1 AND expires_on = ANY ($2::date[])`;
const NEWEST = 'ORDER BY occurred_at DESC, sequence DESC';

async function around(bench: Bench): Promise<Question> {
  const { values } = rangeOf(bench);
  const { rows } = await bench.stage.admin.pool.query<{ id: string; occurred_at: Date }>(
    `SELECT id, occurred_at FROM events WHERE ${OWN} AND occurred_at >= $3 ORDER BY occurred_at LIMIT 60`,
    values,
  );
  const event = (n: number): (typeof rows)[0] => rows[n % rows.length] as (typeof rows)[0];
  const side = (order: string, sign: string): string =>
    `(SELECT ${EVENT_COLUMNS} FROM events WHERE ${OWN} AND occurred_at ${sign} $3
       AND occurred_at BETWEEN $3::timestamptz - interval '5 minutes' AND $3::timestamptz + interval '5 minutes'
       ORDER BY occurred_at ${order}, sequence ${order} LIMIT 26)`;
  return {
    name: 'events around one',
    path: (n) => `/v1/events/${event(n).id}/around`,
    sql: `${side('DESC', '<')} UNION ALL ${side('', '>=')}`,
    values: (n) => [...values.slice(0, 2), event(n).occurred_at],
    ...READ,
  };
}

function history(bench: Bench): Question {
  const { from, values } = rangeOf(bench);
  const record = (n: number): string => `patient-${(n * 53) % 20_000}`;
  const as = (kind: string): string =>
    `(SELECT ${EVENT_COLUMNS} FROM events WHERE ${OWN} AND occurred_at >= $3
       AND ${kind}_type = 'patient' AND ${kind}_id = $4 ${NEWEST} LIMIT 51)`;
  return {
    name: 'history of a record, 30 days',
    path: (n) => `/v1/records/patient/${record(n)}/history?from=${from}`,
    sql: `${as('resource')} UNION ${as('subject')}`,
    values: (n) => [...values, record(n)],
    ...READ,
  };
}

function people(bench: Bench): Question {
  const { from, values } = rangeOf(bench);
  return {
    name: 'people by last activity, 30 days',
    path: () => `/v1/activity/users?from=${from}`,
    sql: `SELECT actor_key, count(*), max(occurred_at) FROM events
           WHERE ${OWN} AND occurred_at >= $3 GROUP BY 1 ORDER BY 3 DESC LIMIT 51`,
    values: () => values,
    ...COUNTED,
  };
}

function timeline(bench: Bench): Question {
  const { from, values } = rangeOf(bench);
  const person = (n: number): string => actorId((n * 37) % 900);
  return {
    name: 'timeline of a person',
    path: (n) => `/v1/activity/users/${person(n)}/timeline?from=${from}`,
    sql: `SELECT ${EVENT_COLUMNS} FROM events WHERE ${OWN} AND occurred_at >= $3
           AND actor_key = (SELECT key FROM event_actors WHERE organization_id = $1 AND id = $4) ${NEWEST} LIMIT 201`,
    values: (n) => [...values, person(n)],
    times: 4,
    mostMs: 100,
  };
}

function rangeOf({ access, homes }: Bench): { from: string; values: unknown[] } {
  const from = new Date(Date.now() - DAYS * DAY_MS).toISOString();
  return { from, values: [access.organizationId, homes(from), from] };
}
