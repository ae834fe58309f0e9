import type { LogSnapshot } from '../../audit/audit.snapshot';
import type { Range } from '../time/range';
import { among, type Keys } from './actor-days';
import { during, inHomes, Values } from './sql';

/** Events of each identity that were flagged as outside of working hours, by the partial index on flags. */
export async function countOffHours(
  log: LogSnapshot,
  keys: Keys,
  range: Range,
  category: string | null = null,
): Promise<Map<string, number>> {
  const v = new Values();
  const only = category === null ? '' : ` AND category = ${v.add(category, 'text')}`;
  const { rows } = await log.client.query<{ actor_key: string; n: number }>(
    `SELECT actor_key, count(*)::int AS n FROM events
      WHERE ${inHomes(log, range, v)} AND ${during('occurred_at', range, v)} AND flags <> '{}' AND flags && '{off_hours}'
        AND actor_type = 'user'${among(keys, v)}${only} GROUP BY 1`,
    v.list,
  );
  return new Map(rows.map(({ actor_key, n }) => [actor_key, n]));
}
