import { addDays, dateIn, momentIn, weekdayOf } from '../../../platform/clock/zoned-time';
import type { Frequency } from '../exports.schedules.contract';

/** When exports are made, on the clocks of an organization. */
export interface Timing {
  readonly frequency: Frequency;
  /** Of a weekly one: 1 is Monday, 7 Sunday. */
  readonly weekday: number;
  /** Of a monthly one: 1–28, so that every month has it. */
  readonly monthDay: number;
  readonly hour: number;
  readonly timeZone: string;
}

/** A day, an ISO week or a month of the organization's calendar. Days have 23 to 25 hours. */
export interface Period {
  /** As people call it, and as its file is named: `2026-11-27`, `2026-W48`, `2026-11`. */
  readonly key: string;
  /** Its first date. */
  readonly first: string;
  readonly from: Date;
  /** Exclusive. */
  readonly to: Date;
  /** When it is exported: in the period that follows it. */
  readonly due: Date;
}

/** The period that begins with a date. */
export function periodOf({ frequency, weekday, monthDay, hour, timeZone }: Timing, first: string): Period {
  const next = following(frequency, first);
  const days = { daily: 0, weekly: weekday - 1, monthly: monthDay - 1 }[frequency];
  return {
    key: keyOf(frequency, first),
    first,
    from: momentIn(timeZone, first),
    to: momentIn(timeZone, next),
    due: momentIn(timeZone, addDays(next, days), hour),
  };
}

export const periodAfter = (timing: Timing, { first }: Period): Period =>
  periodOf(timing, following(timing.frequency, first));

/** The first period that is not due yet. The one before the present one is due while that lasts. */
export function upcoming(timing: Timing, now: Date): Period {
  const present = firstOf(timing.frequency, dateIn(timing.timeZone, now));
  const last = periodOf(timing, firstOf(timing.frequency, addDays(present, -1)));
  return last.due > now ? last : periodOf(timing, present);
}

/** Where the period begins that a date lies in. */
function firstOf(frequency: Frequency, date: string): string {
  if (frequency === 'daily') return date;
  return frequency === 'weekly' ? addDays(date, 1 - weekdayOf(date)) : `${date.slice(0, 7)}-01`;
}

/** More than a period later, less than two. */
function following(frequency: Frequency, first: string): string {
  return firstOf(frequency, addDays(first, { daily: 1, weekly: 7, monthly: 31 }[frequency]));
}

function keyOf(frequency: Frequency, first: string): string {
  if (frequency === 'daily') return first;
  if (frequency === 'monthly') return first.slice(0, 7);
  // A week belongs to the year of its Thursday (ISO 8601).
  const year = addDays(first, 3).slice(0, 4);
  const fourth = firstOf('weekly', `${year}-01-04`);
  const week = Math.round((Date.parse(first) - Date.parse(fourth)) / WEEK_MS) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

const WEEK_MS = 7 * 86_400_000;
