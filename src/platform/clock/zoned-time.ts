import { DAY_MS } from './milliseconds';

/** A wall clock's reading, without a zone, as milliseconds that UTC would have at it. */
export type WallTime = number;

const HOUR_MS = 3_600_000;
const KEPT = 64;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one costs a hundred times more than asking it. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  if (formats.size >= KEPT) formats.clear();
  formats.set(zone, format);
  return format;
}

/** What the clocks of a zone show at an instant. */
export function wallTimeOf(instant: number, zone: string): WallTime {
  if (zone === 'UTC') return instant;
  const parts = new Map(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const at = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
  const year = parts.get('era') === 'BC' ? 1 - at('year') : at('year');
  const date = new Date(0);
  date.setUTCFullYear(year, at('month') - 1, at('day'));
  date.setUTCHours(at('hour'), at('minute'), at('second'));
  return date.getTime() + (((instant % 1_000) + 1_000) % 1_000);
}

/**
 * The instant at which the clocks of a zone show a time: the first, when they show it twice; and, when they leave it out, the
 * one at which they would have shown it had they not been put forward.
 */
export function instantOf(wall: WallTime, zone: string): number {
  if (zone === 'UTC') return wall;
  const offsets = [wall - DAY_MS, wall + DAY_MS].map((near) => wallTimeOf(near, zone) - near);
  const candidates = offsets.map((offset) => wall - offset);
  const right = candidates.filter((instant) => wallTimeOf(instant, zone) === wall);
  return right.length > 0 ? Math.min(...right) : (candidates[0] as number);
}

/** Midnight of the day that a zone has at an instant, as a wall time. */
export const startOfDay = (instant: number, zone: string): WallTime =>
  Math.floor(wallTimeOf(instant, zone) / DAY_MS) * DAY_MS;

/** The date in a zone at a moment, `YYYY-MM-DD`. */
export const dateIn = (zone: string, at: Date): string =>
  new Date(startOfDay(at.getTime(), zone)).toISOString().slice(0, 10);

/** The moment at which a date begins in a zone, or at which its clocks show a full hour of it: see `instantOf()`. */
export const momentIn = (zone: string, date: string, hour = 0): Date =>
  new Date(instantOf(Date.parse(`${date}T00:00:00Z`) + hour * HOUR_MS, zone));

/** A date so many days later, or earlier. */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** 1 is Monday, 7 Sunday (ISO 8601). */
export const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
