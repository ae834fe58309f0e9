import { DAY_MS } from '../../platform/clock/milliseconds';
import { addDays, instantOf, weekdayOf } from '../../platform/clock/zoned-time';
import type { Random } from '../people/random';
import type { Colleague } from '../people/staff';

export const ZONE = 'Europe/London';

/** As the organization's settings have them: outside, what people do is off hours. */
export const WORKING_HOURS = {
  monday: { from: '07:00', to: '19:00' },
  tuesday: { from: '07:00', to: '19:00' },
  wednesday: { from: '07:00', to: '19:00' },
  thursday: { from: '07:00', to: '19:00' },
  friday: { from: '07:00', to: '19:00' },
  saturday: { from: '08:00', to: '13:00' },
  sunday: null,
};

const FIXED_HOLIDAYS = [
  ['01-01', "New Year's Day"],
  ['05-01', 'May Day'],
  ['08-31', 'Summer holiday'],
  ['12-25', 'Christmas Day'],
  ['12-26', 'Boxing Day'],
] as const;

/** The clinic's holidays from a day on, in order: those of two years. */
export function holidaysAround(day: string): { date: string; name: string }[] {
  const year = Number(day.slice(0, 4));
  return [year, year + 1].flatMap((each) =>
    FIXED_HOLIDAYS.map(([date, name]) => ({ date: `${each}-${date}`, name })),
  );
}

const isHoliday = (day: string): boolean => FIXED_HOLIDAYS.some(([date]) => day.endsWith(`-${date}`));

/** When somebody works on a day, in minutes since its midnight by the clinic's clocks. */
export interface Shift {
  readonly from: number;
  readonly to: number;
  /** Null on the short day. */
  readonly lunch: { readonly from: number; readonly to: number } | null;
}

const STARTS: Readonly<Record<Colleague['job'], number>> = {
  doctor: 8 * 60,
  dentist: 8 * 60 + 30,
  nurse: 7 * 60 + 30,
  reception: 7 * 60 + 15,
  billing: 8 * 60 + 45,
  it: 8 * 60 + 15,
  manager: 8 * 60 + 30,
};
const HOURS = 8 * 60 + 30;
/** Of a Saturday: who works on one of four. */
const SATURDAY_JOBS: readonly Colleague['job'][] = ['doctor', 'nurse', 'reception'];

/** Null when they are off: Sundays, holidays, most Saturdays, and now and then a day of their own. */
export function shiftOf(person: Colleague, place: number, day: string, random: Random): Shift | null {
  const weekday = weekdayOf(day);
  if (weekday === 7 || isHoliday(day)) return null;
  const from = STARTS[person.job] + random.between(-6, 14);
  if (weekday === 6)
    return worksOnSaturday(person, place, day) ? { from: 8 * 60 + 10, to: 12 * 60 + 30, lunch: null } : null;
  if (random.chance(0.07)) return null;
  const noon = 12 * 60 + random.between(0, 50);
  return {
    from,
    to: from + HOURS + random.between(-20, 25),
    lunch: { from: noon, to: noon + random.between(30, 50) },
  };
}

const worksOnSaturday = ({ job }: Colleague, place: number, day: string): boolean =>
  SATURDAY_JOBS.includes(job) && (weeksSince(day) + place) % 4 === 0;

export const weeksSince = (day: string): number => Math.floor(Date.parse(`${day}T00:00:00Z`) / 604_800_000);

/** The moment so many minutes after a day's midnight, by the clinic's clocks. */
export function momentOf(day: string, minutes: number): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const [from, to] = boundsOf(day, midnight);
  const since = minutes * 60_000;
  const plain = to - from === DAY_MS;
  return new Date(Math.round(plain ? from + since : instantOf(midnight + since, ZONE)));
}

const bounds = new Map<string, readonly [number, number]>();

/** When a day begins and ends. Asking the zone costs more than all else of an event. */
function boundsOf(day: string, midnight: number): readonly [number, number] {
  const known = bounds.get(day);
  if (known) return known;
  const found = [instantOf(midnight, ZONE), instantOf(midnight + DAY_MS, ZONE)] as const;
  bounds.set(day, found);
  return found;
}

/** So many days up to a last one, in order. */
export const daysUpTo = (last: string, count: number): string[] =>
  Array.from({ length: count }, (_, n) => addDays(last, n - count + 1));
