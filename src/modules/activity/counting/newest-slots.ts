import type { LogSnapshot } from '../../audit/audit.snapshot';
import type { Range } from '../time/range';
import { QUARTER_MS } from '../time/zone-clock';
import { during, inHomes, Values } from './sql';

/** Enough to tell when somebody works, and few enough to be read for everybody on a page. */
const NEWEST = 200;

export interface ActorSlot {
  readonly actor_key: string;
  /** When a quarter of an hour begins, in milliseconds. */
  readonly at: number;
  readonly n: number;
}

/** The newest events of each identity in a range, by quarters of an hour. */
export async function newestSlots(
  log: LogSnapshot,
  keys: readonly string[],
  range: Range,
): Promise<ActorSlot[]> {
  const v = new Values();
  const asked = v.add(keys, 'uuid[]');
  const { rows } = await log.client.query<{ actor_key: string; quarter: number; n: number }>(
    `SELECT asked.key AS actor_key, floor(extract(epoch FROM newest.occurred_at) / ${QUARTER_MS / 1_000})::int AS quarter, count(*)::int AS n
       FROM unnest(${asked}) AS asked (key), LATERAL (
         SELECT occurred_at FROM events
          WHERE ${inHomes(log, range, v)} AND ${during('occurred_at', range, v)} AND actor_key = asked.key
          ORDER BY occurred_at DESC LIMIT ${NEWEST}) AS newest
      GROUP BY 1, 2`,
    v.list,
  );
  return rows.map(({ actor_key, quarter, n }) => ({ actor_key, at: quarter * QUARTER_MS, n }));
}
