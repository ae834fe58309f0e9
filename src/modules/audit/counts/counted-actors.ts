import { DAY_MS, utcDate } from '../../../platform/clock/clock';
import { Parameters } from '../search/sql-text';
import type { Values } from './facet-sample';
import type { Ground } from './ground';
import { fragment, uncounted, type Portion } from './portions';

/** Of the newest days; a month of thousands of people is within it. */
const MOST_ROWS = 200_000;

/** The most frequent actors of everything in the range, and how many events the others have. */
export interface CountedActors {
  readonly values: Values;
  readonly beyond: number;
  /** All events that were found. Fewer than there are: there was more than may be read. */
  readonly total: number;
}

/** Whole days in UTC from what is counted by person; null when the query asks for anything else, or has no whole day. */
export async function countedActors(ground: Ground, limit: number): Promise<CountedActors | null> {
  const [first, last] = [Math.ceil(ground.from / DAY_MS) * DAY_MS, Math.floor(ground.to / DAY_MS) * DAY_MS];
  if (ground.query.where.length > 0 || first >= last) return null;
  const p = new Parameters();
  const events = raggedDays(ground, first, last, p).map(
    ({ sql }) => `SELECT actor_key, count(*) AS n FROM (${sql}) e WHERE ok GROUP BY actor_key`,
  );
  const { rows } = await ground.client.query<{ value: string | null; n: number; total: number }>(
    `SELECT actor_key::text AS value, sum(n)::float8 AS n, sum(sum(n)) OVER ()::float8 AS total
       FROM (${[daysSql(ground, first, last, p), ...events].join(' UNION ALL ')}) parts
      GROUP BY actor_key ORDER BY sum(n) DESC, actor_key LIMIT ${p.add(limit, 'int')}`,
    p.values,
  );
  const shown = rows.reduce((sum, { n }) => sum + n, 0);
  const total = rows[0]?.total ?? 0;
  return { values: new Map(rows.map(({ value, n }) => [value, n])), beyond: total - shown, total };
}

function daysSql({ scope }: Ground, first: number, last: number, p: Parameters): string {
  return `SELECT actor_key, sum(events) AS n FROM (SELECT actor_key, events FROM event_actor_days
    WHERE organization_id = ${p.add(scope.organizationId, 'uuid')} AND expires_on = ANY (${p.add(scope.homes, 'date[]')})
      AND day >= ${p.add(utcDate(new Date(first)), 'date')} AND day < ${p.add(utcDate(new Date(last)), 'date')}
    ORDER BY day DESC LIMIT ${MOST_ROWS}) d GROUP BY actor_key`;
}

function raggedDays(ground: Ground, first: number, last: number, p: Parameters): Portion[] {
  const columns = ['actor_key'];
  return [
    ...(ground.from < first ? [fragment(ground, columns, ground.from, first, p)] : []),
    ...(last < ground.to ? [fragment(ground, columns, last, ground.to, p)] : []),
    ...(ground.head > ground.countedTo ? [uncounted(ground, columns, p)] : []),
  ];
}
