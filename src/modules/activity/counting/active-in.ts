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
  const counted = bits.map((bit, n) => {
    const told = `${bit('first_at')} | ${bit('last_at')}`;
    const days = unclear[n] ?? [];
    if (days.length === 0) return `${told} AS p${n}`;
    return `CASE WHEN day = ANY (${v.add(
      days.map(({ from }) => utcDate(new Date(from))),
      'date[]',
    )}) THEN 0 ELSE ${told} END AS p${n}`;
  });
  const raw = bits.map((bit, n) => `${bit('occurred_at')} AS p${n}`).join(', ');
  const days = `day >= ${v.add(utcDate(new Date(hull.from)), 'date')} AND day <= ${v.add(utcDate(new Date(hull.to - 1)), 'date')}`;
  return [
    `SELECT actor_key, ${counted.join(', ')} FROM event_actor_days WHERE ${inHomes(log, hull, v)} AND ${days}${rest}`,
    `SELECT actor_key, ${raw} FROM events WHERE ${inHomes(log, hull, v)} AND sequence > ${v.add(log.countedTo, 'bigint')} AND ${during('occurred_at', hull, v)}${rest}`,
    ...merged(unclear.flat()).map(
      (day) =>
        `SELECT actor_key, ${raw} FROM events WHERE ${inHomes(log, day, v)} AND ${during('occurred_at', day, v)}${rest}`,
    ),
  ];
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

function spansOf(bits: bigint, first: number): number[] {
  const spans: number[] = [];
  for (let n = 0; bits >> BigInt(n) > 0n; n++) if ((bits >> BigInt(n)) & 1n) spans.push(first + n);
  return spans;
}
