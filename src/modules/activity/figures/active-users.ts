import { addDays } from '../../../platform/clock/zoned-time';
import { activeIn } from '../counting/actor-days';
import type { Circle } from '../people/circle';
import type { Frame } from '../people/frames';
import { clockOf } from '../people/frames';
import type { Person } from '../people/person';
import type { Range } from '../time/range';
import type { Span } from '../time/zone-clock';

const MONTH = 30;
const WEEK = 7;

/** The people who were active in each of some spans, by one of their identities or several. */
export async function peopleIn(
  { log, circle }: Pick<Frame, 'log' | 'circle'>,
  spans: readonly Span[],
  category: string | null = null,
): Promise<Set<Person>[]> {
  const sets = spans.map(() => new Set<Person>());
  for (const { actor_key: key, span } of await activeIn(log, circle.keys, spans, category)) {
    const person = circle.personOf.get(key);
    if (person) sets[span]?.add(person);
  }
  return sets;
}

export interface ActiveUsers {
  readonly byDay: readonly number[];
  readonly range: number;
  readonly day: number;
  readonly week: number;
  readonly month: number;
  readonly stickiness: number | null;
}

/** Of the range and its local days; and of the last one, seven and thirty local days up to its end. */
export async function activeUsers(frame: Frame, days: readonly Span[]): Promise<ActiveUsers> {
  const inRange = await peopleIn(frame, days);
  const month = await peopleIn(frame, lastDays(frame, MONTH));
  return {
    byDay: inRange.map(({ size }) => size),
    range: union(inRange),
    day: union(month.slice(-1)),
    week: union(month.slice(-WEEK)),
    month: union(month),
    stickiness: stickinessOf(month),
  };
}

export const activeInRange = async (
  frame: { log: Frame['log']; circle: Circle },
  range: Range,
): Promise<number> => union(await peopleIn(frame, [{ day: '', ...range }]));

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
