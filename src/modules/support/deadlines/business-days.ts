import {
  addDays,
  dateIn,
  instantOf,
  startOfDay,
  wallTimeOf,
  weekdayOf,
} from '../../../platform/clock/zoned-time';

/** By which clock and calendar an organization counts. */
export interface Calendar {
  /** IANA name. */
  readonly timeZone: string;
  readonly holidays: readonly { readonly date: string }[];
}

const SATURDAY = 6;

/**
 * The moment at which so many business days have passed: the clock stands still on Saturdays, Sundays and holidays, by the dates of
 * the zone. Asked on Friday at four, three days end on Wednesday at four; asked on a Saturday, at the end of Wednesday. Days count, not
 * hours: where clocks are put forward or back meanwhile, they show the same time of day.
 */
export function businessDaysAhead(from: Date, days: number, { timeZone, holidays }: Calendar): Date {
  const free = new Set(holidays.map(({ date }) => date));
  const isBusinessDay = (date: string): boolean => weekdayOf(date) < SATURDAY && !free.has(date);
  const next = (date: string): string => {
    let day = date;
    while (!isBusinessDay(day)) day = addDays(day, 1);
    return day;
  };
  const today = dateIn(timeZone, from);
  const passed = isBusinessDay(today)
    ? wallTimeOf(from.getTime(), timeZone) - startOfDay(from.getTime(), timeZone)
    : 0;
  if (passed === 0) return midnightAfter(next(today), days, next, timeZone);
  let day = today;
  for (let n = 0; n < days; n++) day = next(addDays(day, 1));
  return new Date(instantOf(Date.parse(`${day}T00:00:00Z`) + passed, timeZone));
}

/** Whole days end at the midnight that ends the last of them, not at the one that begins the next. */
function midnightAfter(first: string, days: number, next: (date: string) => string, zone: string): Date {
  let last = first;
  for (let n = 1; n < days; n++) last = next(addDays(last, 1));
  return new Date(instantOf(Date.parse(`${addDays(last, 1)}T00:00:00Z`), zone));
}
