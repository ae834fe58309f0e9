import { DAY_MS } from '../../../platform/clock/clock';
import type { LogSnapshot } from '../../audit/audit.snapshot';
import { wholePart, type Range } from '../time/range';
import { during, inHomes, uncounted, Values } from './sql';

/** Identities of the log by their keys; null: all of them. */
export type Keys = readonly string[] | null;

export const among = (keys: Keys, v: Values): string =>
  keys === null ? '' : ` AND actor_key = ANY (${v.add(keys, 'uuid[]')})`;

export interface ActorCount {
  readonly actor_key: string;
  readonly category: string;
  readonly n: number;
}

/** Events of each identity by category ('' for none) in a range. */
export async function countByActor(log: LogSnapshot, keys: Keys, range: Range): Promise<ActorCount[]> {
  const v = new Values();
  const parts = wholePart(range, DAY_MS);
  const sources = [
    ...(parts.whole
      ? [
          `SELECT actor_key, category, sum(events) AS n FROM event_actor_days WHERE ${inHomes(log, parts.whole, v)} AND ${during('day', parts.whole, v, 'date')}${among(keys, v)} GROUP BY 1, 2`,
        ]
      : []),
    ...uncounted(log, parts, v).map(
      (where) =>
        `SELECT actor_key, coalesce(category, '') AS category, count(*) AS n FROM events WHERE ${where}${among(keys, v)} GROUP BY 1, 2`,
    ),
  ];
  const { rows } = await log.client.query<ActorCount>(
    `SELECT actor_key, category, sum(n)::int AS n FROM (${sources.join(' UNION ALL ')}) AS counted WHERE actor_key IS NOT NULL GROUP BY 1, 2`,
    v.list,
  );
  return rows;
}
