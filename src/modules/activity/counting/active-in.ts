import { DAY_MS, utcDate } from '../../../platform/clock/clock';
import type { LogSnapshot } from '../../audit/audit.snapshot';
import type { Range } from '../time/range';
import type { Span } from '../time/zone-clock';
import { among, type Keys } from './actor-days';
import { during, inHomes, Values } from './sql';

/** Spans that follow one another; each is a local day at least, but for the first and the last, which the range may cut. */
export type Spans = readonly Span[];

/** As many as a bigint has bits to spare. */
const MOST_SPANS = 60;

/** Which identities were active in which spans of one list of them. */
export type Active = ReadonlyMap<string, readonly number[]>;

/**
 * Who was active when: by anything they did, or in one category; one answer for each list of spans, all in one reading. The
 * counted days tell by their first and last moments; where these cannot tell, the events do.
 */
export async function activeIn(
  log: LogSnapshot,
  keys: Keys,
  lists: readonly Spans[],
  category: string | null = null,
): Promise<Active[]> {
  const pieces = lists.flatMap((spans, list) =>
    chunks(spans).map(({ first, part }) => ({ list, first, part })),
  );
  const v = new Values();
  const rest = among(keys, v) + (category === null ? '' : ` AND category = ${v.add(category, 'text')}`);
  const bits = pieces.map(({ part }) => bitsOf(part, v));
  const sums = bits.map((_, n) => `bit_or(p${n})::text AS p${n}`).join(', ');
  const { rows } = await log.client.query<Record<string, string>>(
    `SELECT actor_key, ${sums} FROM (${sourcesOf(
      log,
      pieces.map(({ part }) => part),
      bits,
      rest,
      v,
    ).join(' UNION ALL ')}) AS active
      WHERE actor_key IS NOT NULL GROUP BY actor_key`,
    v.list,
  );
  const found = lists.map(() => new Map<string, number[]>());
  for (const row of rows)
    for (const [n, { list, first }] of pieces.entries()) {
      const spans = spansOf(BigInt(row[`p${n}`] ?? 0), first);
      if (spans.length > 0)
        found[list]?.set(row.actor_key as string, [
          ...(found[list].get(row.actor_key as string) ?? []),
          ...spans,
        ]);
    }
  return found;
}

function chunks(spans: Spans): { first: number; part: Spans }[] {
  const count = Math.ceil(spans.length / MOST_SPANS);
  return Array.from({ length: count }, (_, n) => ({
    first: n * MOST_SPANS,
    part: spans.slice(n * MOST_SPANS, (n + 1) * MOST_SPANS),
  }));
}

const rangeOf = (part: Spans): Range => ({ from: part[0]?.from ?? 0, to: part.at(-1)?.to ?? 0 });

/** The bit of the span that holds a moment; none if it lies outside of all. */
function bitsOf(part: Spans, v: Values): (moment: string) => string {
  const { from, to } = rangeOf(part);
  const [first, end] = [v.add(new Date(from), 'timestamptz'), v.add(new Date(to), 'timestamptz')];
  const starts = v.add(
    part.map((span) => new Date(span.from)),
    'timestamptz[]',
  );
  return (moment) =>
    `CASE WHEN ${moment} >= ${first} AND ${moment} < ${end} THEN 1::bigint << (width_bucket(${moment}, ${starts}) - 1) ELSE 0 END`;
}

function sourcesOf(
  log: LogSnapshot,
  parts: readonly Spans[],
  bits: readonly ((moment: string) => string)[],
  rest: string,
  v: Values,
): string[] {
  const hull = {
    from: Math.min(...parts.map((part) => rangeOf(part).from)),
    to: Math.max(...parts.map((part) => rangeOf(part).to)),
  };
  const unclear = parts.map(unclearDays);
  // Not those of the hull: what is asked about may lie a century before today.
  const days = [...new Set(parts.flatMap((part) => daysOf(rangeOf(part))))];
  const masks = parts.map((part, n) => masksOf(part, unclear[n] ?? [], days));
  const counted = masks.map(
    (_, n) =>
      `CASE WHEN first_at < cut${n} THEN before${n} ELSE 0 END | CASE WHEN last_at >= cut${n} THEN after${n} ELSE 0 END AS p${n}`,
  );
  const raw = bits.map((bit, n) => `${bit('occurred_at')} AS p${n}`).join(', ');
  const events = (range: Range, where: string): string =>
    `SELECT actor_key, ${raw} FROM events WHERE ${inHomes(log, range, v)} AND ${during('occurred_at', range, v)}${where}${rest}`;
  return [
    `SELECT actor_key, ${counted.join(', ')} FROM event_actor_days JOIN ${dayTable(days, masks, v)} USING (day)
      WHERE ${inHomes(log, hull, v)} AND ${daysBetween(hull, v)}${rest}`,
    events(hull, ` AND sequence > ${v.add(log.countedTo, 'bigint')}`),
    ...merged(unclear.flat()).map((day) => events(day, '')),
  ];
}

const daysBetween = ({ from, to }: Range, v: Values): string =>
  `day >= ${v.add(utcDate(new Date(from)), 'date')} AND day <= ${v.add(utcDate(new Date(to - 1)), 'date')}`;

/** The UTC days that a range touches, by their beginnings. */
function daysOf({ from, to }: Range): number[] {
  const first = Math.floor(from / DAY_MS) * DAY_MS;
  return Array.from({ length: Math.ceil((to - first) / DAY_MS) }, (_, n) => first + n * DAY_MS);
}

/** Of a UTC day: the one end of spans inside it, or its own, and the bits of the span before that and of the one after. */
interface Mask {
  readonly cut: number;
  readonly before: bigint;
  readonly after: bigint;
}

function masksOf(part: Spans, unclear: readonly Range[], days: readonly number[]): Mask[] {
  const ends = [...part.map(({ from }) => from), rangeOf(part).to];
  const bitAt = (moment: number): bigint => {
    const span = part.findIndex(({ from, to }) => moment >= from && moment < to);
    return span === -1 ? 0n : 1n << BigInt(span);
  };
  return days.map((day) => {
    if (unclear.some(({ from }) => from === day)) return { cut: day, before: 0n, after: 0n };
    const inside = ends.find((end) => end > day && end < day + DAY_MS);
    const cut = inside ?? day + DAY_MS;
    return { cut, before: bitAt(cut - 1), after: inside === undefined ? 0n : bitAt(cut) };
  });
}

function dayTable(days: readonly number[], masks: readonly (readonly Mask[])[], v: Values): string {
  const lists = masks.flatMap((list) => [
    v.add(
      list.map(({ cut }) => new Date(cut)),
      'timestamptz[]',
    ),
    v.add(
      list.map(({ before }) => `${before}`),
      'bigint[]',
    ),
    v.add(
      list.map(({ after }) => `${after}`),
      'bigint[]',
    ),
  ]);
  const names = masks.flatMap((_, n) => [`cut${n}`, `before${n}`, `after${n}`]);
  const dates = v.add(
    days.map((day) => utcDate(new Date(day))),
    'date[]',
  );
  return `unnest(${[dates, ...lists].join(', ')}) AS days (day, ${names.join(', ')})`;
}

/**
 * UTC days whose first and last moments do not tell: those with two ends of spans inside. Only the first and the last can have
 * two, because what lies between is at least as long as a local day.
 */
function unclearDays(part: Spans): Range[] {
  const ends = [...part.map(({ from }) => from), rangeOf(part).to];
  const days = [rangeOf(part).from, rangeOf(part).to - 1].map(
    (moment) => Math.floor(moment / DAY_MS) * DAY_MS,
  );
  return [...new Set(days)]
    .map((from) => ({ from, to: from + DAY_MS }))
    .filter((day) => ends.filter((end) => end > day.from && end < day.to).length > 1);
}

const merged = (days: readonly Range[]): Range[] => [...new Map(days.map((day) => [day.from, day])).values()];

const HALF = 30;
const LOW = (1n << BigInt(HALF)) - 1n;

/** Bit by bit in numbers: bigints are slow, and there are thousands of people. */
function spansOf(bits: bigint, first: number): number[] {
  const spans: number[] = [];
  for (const [half, offset] of [
    [Number(bits & LOW), 0],
    [Number(bits >> BigInt(HALF)), HALF],
  ] as const)
    for (let rest = half, n = first + offset; rest > 0; rest >>>= 1, n++) if (rest & 1) spans.push(n);
  return spans;
}
