import { DAY_MS } from '../../../platform/clock/clock';
import type { LogSnapshot } from '../../audit/audit.snapshot';
import { wholePart, type Range } from '../time/range';
import type { Span } from '../time/zone-clock';
import { during, inHomes, uncounted, Values } from './sql';

/** Identities of the log by their keys; null: all of them. */
type Keys = readonly string[] | null;

const among = (keys: Keys, v: Values): string =>
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

/** An identity that was active in one of the spans. */
export interface ActiveIn {
  readonly actor_key: string;
  readonly span: number;
}

/**
 * Who was active in which of several spans that follow one another, each at least a local day: by anything, or in one
 * category. A UTC day has the end of one such span inside at most, so its first and last moments say in which it was active.
 */
export async function activeIn(
  log: LogSnapshot,
  keys: Keys,
  spans: readonly Span[],
  category: string | null = null,
): Promise<ActiveIn[]> {
  const v = new Values();
  const range = { from: spans[0]?.from ?? 0, to: spans.at(-1)?.to ?? 0 };
  const parts = wholePart(range, DAY_MS);
  const starts = v.add(
    spans.map(({ from }) => new Date(from)),
    'timestamptz[]',
  );
  const also = category === null ? '' : ` AND category = ${v.add(category, 'text')}`;
  const sources = [
    ...(parts.whole
      ? [
          `SELECT actor_key, width_bucket(at, ${starts}) AS span FROM event_actor_days, LATERAL (VALUES (first_at), (last_at)) AS moments (at)
            WHERE ${inHomes(log, parts.whole, v)} AND ${during('day', parts.whole, v, 'date')}${also}${among(keys, v)}`,
        ]
      : []),
    ...uncounted(log, parts, v).map(
      (where) =>
        `SELECT actor_key, width_bucket(occurred_at, ${starts}) AS span FROM events WHERE ${where}${also}${among(keys, v)}`,
    ),
  ];
  const { rows } = await log.client.query<ActiveIn>(
    `SELECT DISTINCT actor_key, span - 1 AS span FROM (${sources.join(' UNION ALL ')}) AS active WHERE actor_key IS NOT NULL`,
    v.list,
  );
  return rows;
}
