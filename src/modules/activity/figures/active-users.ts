import { DAY_MS } from '../../../platform/clock/clock';
import { addDays } from '../../../platform/clock/zoned-time';
import { activeIn, type Spans } from '../counting/active-in';
import { clockOf, type Frame } from '../people/frames';
import type { Person } from '../people/person';
import type { Range } from '../time/range';
import type { Span } from '../time/zone-clock';

const MONTH = 30;
const WEEK = 7;
export const DORMANT_DAYS = 30;

/** The people who were active in each of some spans, by one of their identities or several; for several lists of them at once. */
export async function peopleIn(
  { log, circle }: Pick<Frame, 'log' | 'circle'>,
  lists: readonly Spans[],
  category: string | null = null,
): Promise<Set<Person>[][]> {
  const found = await activeIn(log, circle.keys, lists, category);
  return lists.map((spans, list) => {
    const sets = spans.map(() => new Set<Person>());
    for (const [key, active] of found[list] ?? []) {
      const person = circle.personOf.get(key);
      if (person) for (const span of active) sets[span]?.add(person);
    }
    return sets;
  });
}

export interface ActiveUsers {
  readonly byDay: readonly number[];
  readonly range: number;
  readonly previous: number;
  readonly day: number;
  readonly week: number;
  readonly month: number;
  readonly stickiness: number | null;
  readonly dormant: number;
}

/**
 * Of the range by its local days, and of the time before; of the last one, seven and thirty local days up to its end; and who
 * has not been seen for thirty days from now.
 */
export async function activeUsers(frame: Frame, days: Spans, earlier: Range): Promise<ActiveUsers> {
  const [inRange = [], before = [], month = [], lately = []] = await peopleIn(frame, [
    days,
    [whole(earlier)],
    lastDays(frame, MONTH),
    [whole(dormancy(frame))],
  ]);
  return {
    byDay: inRange.map(({ size }) => size),
    range: union(inRange),
    previous: union(before),
    day: union(month.slice(-1)),
    week: union(month.slice(-WEEK)),
    month: union(month),
    stickiness: stickinessOf(month),
    dormant: frame.circle.people.length - union(lately),
  };
}

const whole = (range: Range): Span => ({ day: '', ...range });

/** Events may be dated a day ahead. */
const dormancy = ({ now }: Frame): Range => ({
  from: now.getTime() - DORMANT_DAYS * DAY_MS,
  to: now.getTime() + 2 * DAY_MS,
});

/** Whole local days, the last one as far as the range goes. */
function lastDays({ range, zone }: Frame, count: number): Span[] {
  const clock = clockOf(zone, { from: range.to, to: range.to });
  const last = clock.dayOf(range.to - 1);
  const from = clock.startOf(addDays(last, 1 - count));
  return clockOf(zone, { from, to: range.to }).daysOf(from, range.to);
}

const union = <T>(sets: readonly ReadonlySet<T>[]): number => new Set(sets.flatMap((set) => [...set])).size;

/** How many of a month's active users an average day sees; null for a month without any. */
export function stickinessOf<T>(days: readonly ReadonlySet<T>[]): number | null {
  const monthly = union(days);
  if (monthly === 0) return null;
  const daily = days.reduce((sum, { size }) => sum + size, 0) / days.length;
  return Math.round((daily / monthly) * 10_000) / 10_000;
}
