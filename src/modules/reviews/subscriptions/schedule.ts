import { addDays, dateIn, momentIn, wallTimeOf, weekdayOf } from '../../../platform/clock/zoned-time';

/** When somebody wants their review, on the clocks of their organization. */
export interface Schedule {
  /** 1 is Monday, 7 Sunday. */
  readonly weekday: number;
  readonly hour: number;
  readonly timeZone: string;
}

/** What a review covers, [from, to), and the week before, [before, from): weeks of the calendar, so that one may have 167 hours. */
export interface Period {
  readonly before: Date;
  readonly from: Date;
  readonly to: Date;
}

export interface DueDigest extends Period {
  /** Its calendar week, by its Monday. Each person gets one a week, whatever day they change to. */
  readonly week: string;
}

interface Subscription extends Schedule {
  readonly createdAt: Date;
  /** Monday of the last week that was handled; null before the first. */
  readonly lastWeek: string | null;
}

/** The newest review that is due and was not handled; those that were missed before it are not made up for. */
export function dueDigest({ createdAt, lastWeek, ...schedule }: Subscription, now: Date): DueDigest | null {
  const date = lastDate(schedule, now);
  const week = weekOf(date);
  const period = periodTo(schedule, date);
  if (period.to < createdAt || (lastWeek !== null && lastWeek >= week)) return null;
  return { week, ...period };
}

/** When the next review comes. */
export function nextDigest(subscription: Subscription, now: Date): Date {
  const due = dueDigest(subscription, now);
  if (due) return due.to;
  const next = addDays(lastDate(subscription, now), 7);
  const { lastWeek } = subscription;
  const handled = lastWeek !== null && lastWeek >= weekOf(next);
  return momentIn(subscription.timeZone, handled ? addDays(next, 7) : next, subscription.hour);
}

/** The last seven days up to the full hour: what a review would be about if it came now. */
export function periodUntil(timeZone: string, now: Date): Period {
  const today = dateIn(timeZone, now);
  const wall = new Date(wallTimeOf(now.getTime(), timeZone));
  return periodTo({ hour: wall.getUTCHours(), timeZone }, today);
}

/** The last date on which the hour has come. */
function lastDate({ weekday, hour, timeZone }: Schedule, now: Date): string {
  const today = dateIn(timeZone, now);
  const date = addDays(today, -((weekdayOf(today) - weekday + 7) % 7));
  return momentIn(timeZone, date, hour) > now ? addDays(date, -7) : date;
}

function periodTo({ hour, timeZone }: Omit<Schedule, 'weekday'>, date: string): Period {
  const at = (days: number): Date => momentIn(timeZone, addDays(date, days), hour);
  return { before: at(-14), from: at(-7), to: at(0) };
}

const weekOf = (date: string): string => addDays(date, 1 - weekdayOf(date));
