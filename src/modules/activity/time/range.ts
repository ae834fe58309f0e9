import { DAY_MS } from '../../../platform/clock/clock';
import { momentIn, addDays } from '../../../platform/clock/zoned-time';
import { invalidField } from '../../../platform/errors/daybook-error';

/** From inclusive, to exclusive, in milliseconds. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

const UNITS: Record<string, number> = { h: DAY_MS / 24, d: DAY_MS, w: 7 * DAY_MS };
export const RANGE_PATTERN = /^[1-9]\d{0,3}[hdw]$/;
const DEFAULT_RANGE = '7d';
const MOST_DAYS = 400;
/** Nobody did anything before, and what is compared with it still has a date. */
const [FIRST, END] = ['1900', '2200'];

/** `7d` back from now unless told; a date is a whole day in the zone. @throws DaybookError `request.invalid` */
export function rangeOf(
  { from, to, range }: { readonly from?: string; readonly to?: string; readonly range?: string },
  zone: string,
  now: Date,
): Range {
  for (const [name, text = '2026'] of Object.entries({ from, to }))
    if (text < FIRST || text >= END) throw invalidField(`/${name}`, `must lie in the years ${FIRST} to 2199`);
  if (range !== undefined && (from !== undefined || to !== undefined))
    throw invalidField('/range', 'goes without from and to');
  const end = to === undefined ? now.getTime() : momentOf(to, zone, true);
  const start = from === undefined ? end - lengthOf(range ?? DEFAULT_RANGE) : momentOf(from, zone, false);
  if (start >= end) throw invalidField('/from', 'must be before to');
  if (end - start > MOST_DAYS * DAY_MS)
    throw invalidField('/from', `may lie ${MOST_DAYS} days before to at most`);
  return { from: start, to: end };
}

/** The same length, just before. */
export const before = ({ from, to }: Range): Range => ({ from: 2 * from - to, to: from });

function momentOf(text: string, zone: string, isEnd: boolean): number {
  if (text.length > 10) return Date.parse(text);
  return momentIn(zone, isEnd ? addDays(text, 1) : text).getTime();
}

const lengthOf = (range: string): number =>
  Number.parseInt(range, 10) * (UNITS[range.at(-1) ?? ''] ?? DAY_MS);

/** The part of a range made of whole units of UTC time (days, hours), and what is left at its ends. */
export function wholePart({ from, to }: Range, unit: number): { whole: Range | null; ends: Range[] } {
  const [first, last] = [Math.ceil(from / unit) * unit, Math.floor(to / unit) * unit];
  if (first >= last) return { whole: null, ends: [{ from, to }] };
  const ends = [
    { from, to: first },
    { from: last, to },
  ];
  return { whole: { from: first, to: last }, ends: ends.filter((end) => end.from < end.to) };
}
