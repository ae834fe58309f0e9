import { QUARTER_MS, HOUR_MS } from '../time/zone-clock';
import type { LogSnapshot } from '../../audit/audit.snapshot';
import type { Kind } from '../activity.types';
import { wholePart, type Range } from '../time/range';
import { BY_PEOPLE, during, inHomes, ofPeople, uncounted, Values, type Whose } from './sql';

export interface KindCount extends Kind {
  readonly n: number;
}

/** Events of a quarter of an hour, which begins at `at`: no zone cuts one in two. */
export interface SlotCount {
  readonly at: number;
  readonly category: string | null;
  readonly n: number;
}

/** How many events of each kind a range has. */
export async function countByKind(log: LogSnapshot, whose: Whose, range: Range): Promise<KindCount[]> {
  const v = new Values();
  const columns = 'action, operation, category, outcome';
  const sources = sourcesOf(log, whose, range, v, {
    counted: (where) =>
      `SELECT ${columns}, sum(n0 + n1 + n2 + n3) AS n FROM event_counts JOIN event_kinds USING (organization_id, kind) WHERE ${where} GROUP BY ${columns}`,
    raw: (where) => `SELECT ${columns}, count(*) AS n FROM events WHERE ${where} GROUP BY ${columns}`,
  });
  const { rows } = await log.client.query<KindCount>(
    `SELECT ${columns}, sum(n)::int AS n FROM (${sources.join(' UNION ALL ')}) AS counted GROUP BY ${columns}`,
    v.list,
  );
  return rows;
}

interface HourRow {
  readonly hour: Date;
  readonly category: string | null;
  readonly quarters: readonly number[];
}

/** The same by time and category, fine enough for the days and hours of any zone. */
export async function countBySlot(log: LogSnapshot, whose: Whose, range: Range): Promise<SlotCount[]> {
  const v = new Values();
  const sources = sourcesOf(log, whose, range, v, {
    counted: (where) =>
      `SELECT hour, category, sum(n0) AS n0, sum(n1) AS n1, sum(n2) AS n2, sum(n3) AS n3 FROM event_counts JOIN event_kinds USING (organization_id, kind) WHERE ${where} GROUP BY hour, category`,
    raw: (where) =>
      `SELECT date_trunc('hour', occurred_at, 'UTC') AS hour, category, ${QUARTERS} FROM events WHERE ${where} GROUP BY 1, 2`,
  });
  const { rows } = await log.client.query<HourRow>(
    `SELECT hour, category, ARRAY[sum(n0), sum(n1), sum(n2), sum(n3)]::int[] AS quarters FROM (${sources.join(' UNION ALL ')}) AS counted GROUP BY hour, category`,
    v.list,
  );
  return rows.flatMap(({ hour, category, quarters }) =>
    quarters.flatMap((n, quarter) =>
      n === 0 ? [] : [{ at: hour.getTime() + quarter * QUARTER_MS, category, n }],
    ),
  );
}

const QUARTERS = [0, 1, 2, 3]
  .map(
    (quarter) =>
      `count(*) FILTER (WHERE date_part('minute', occurred_at)::int / 15 = ${quarter}) AS n${quarter}`,
  )
  .join(', ');

interface Selects {
  readonly counted: (where: string) => string;
  readonly raw: (where: string) => string;
}

function sourcesOf(
  log: LogSnapshot,
  whose: Whose,
  range: Range,
  v: Values,
  { counted, raw }: Selects,
): string[] {
  if (whose !== 'everyone') return ofPeople(log, whose, range, v).map(raw);
  const parts = wholePart(range, HOUR_MS);
  return [
    ...(parts.whole
      ? [counted(`${inHomes(log, parts.whole, v)} AND ${during('hour', parts.whole, v)} AND ${BY_PEOPLE}`)]
      : []),
    ...uncounted(log, parts, v).map((where) => raw(`${where} AND ${BY_PEOPLE}`)),
  ];
}
