import { DAY_MS, MINUTE_MS } from '../../../platform/clock/milliseconds';
import { isDay, isMoment } from '../../../platform/clock/moment';
import { instantOf, startOfDay } from '../../../platform/clock/zoned-time';

/** When a query is asked, and where its dates are at home. */
export interface Occasion {
  readonly now: Date;
  /** An IANA name. */
  readonly zone: string;
}

/** What a time word means, in milliseconds: from inclusive, to exclusive. A moment is as long as its last digit. */
export interface Span {
  readonly from: number;
  readonly to: number;
  /** Said of how long ago it is: `7d`. */
  readonly ago?: true;
}

export const FIRST_MOMENT = Date.parse('0001-01-01T00:00:00.000Z');
export const LAST_MOMENT = Date.parse('9999-12-31T00:00:00.000Z');

const UNITS: Record<string, number> = { m: MINUTE_MS, h: 60 * MINUTE_MS, d: DAY_MS, w: 7 * DAY_MS };

/** A time word: `2026-11-05`, RFC 3339 (without a zone, in that of the occasion), `7d`, `24h`, `30m`, `2w`, `today`, `yesterday`, `now`; null if it is none. */
export function spanOf(text: string, occasion: Occasion): Span | null {
  const word = text.toLowerCase();
  const span =
    NAMED[word]?.(occasion) ?? agoOf(word, occasion) ?? dayOf(word, occasion) ?? momentOf(text, occasion);
  return span && span.from >= FIRST_MOMENT && span.from < LAST_MOMENT ? span : null;
}

const NAMED: Record<string, ((occasion: Occasion) => Span) | undefined> = {
  __proto__: null as never,
  now: ({ now }) => ({ from: now.getTime(), to: now.getTime() + 1 }),
  today: (occasion) => daySpan(startOfDay(occasion.now.getTime(), occasion.zone), occasion),
  yesterday: (occasion) => daySpan(startOfDay(occasion.now.getTime(), occasion.zone) - DAY_MS, occasion),
};

function agoOf(word: string, { now }: Occasion): Span | null {
  const [, count, unit = ''] = /^(\d{1,9})([mhdw])$/.exec(word) ?? [];
  if (count === undefined) return null;
  const from = now.getTime() - Number(count) * (UNITS[unit] as number);
  return { from, to: from + 1, ago: true };
}

const dayOf = (word: string, occasion: Occasion): Span | null =>
  isDay(word) ? daySpan(Date.parse(word), occasion) : null;

const daySpan = (midnight: number, { zone }: Occasion): Span => ({
  from: instantOf(midnight, zone),
  to: instantOf(midnight + DAY_MS, zone),
});

/** The seconds may be left out, and so may the zone. */
const MOMENT = /^(\d{4}-\d\d-\d\d)t(\d\d:\d\d)(:\d\d(?:\.\d{1,9})?)?(z|[+-]\d\d:\d\d)?$/i;

function momentOf(text: string, { zone }: Occasion): Span | null {
  const [, day, minute, second = '', offset] = MOMENT.exec(text) ?? [];
  if (day === undefined) return null;
  const written = `${day}T${minute}${second || ':00'}`;
  if (!isMoment(`${written}${offset ?? 'Z'}`)) return null;
  const from = offset ? Date.parse(`${written}${offset}`) : instantOf(Date.parse(`${written}Z`), zone);
  return { from, to: from + (second === '' ? MINUTE_MS : second.length === 3 ? 1_000 : 1) };
}
