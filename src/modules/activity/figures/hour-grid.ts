import type { HourGrid } from '../activity.contract';
import type { SlotCount } from '../counting/event-counts';
import type { ZoneClock } from '../time/zone-clock';

const DAYS = 7;
const HOURS = 24;

/** Events by hour of the week, as the clocks of the zone showed it when they happened. */
export function hourGrid(slots: readonly Pick<SlotCount, 'at' | 'n'>[], clock: ZoneClock): HourGrid {
  const hours = new Array<number>(DAYS * HOURS).fill(0);
  for (const { at, n } of slots) {
    const hour = clock.hourOfWeek(at);
    hours[hour] = (hours[hour] ?? 0) + n;
  }
  return Array.from({ length: DAYS }, (_, day) => hours.slice(day * HOURS, (day + 1) * HOURS));
}

const FEWEST_EVENTS = 20;
const USUAL_SHARE = 0.9;

/** The shortest stretch of the day, over midnight too, that holds nine tenths of the events: `{ from: 8, to: 18 }`. Null for few. */
export function usualHours(grid: HourGrid): { from: number; to: number } | null {
  const ofDay = Array.from({ length: HOURS }, (_, hour) =>
    grid.reduce((sum, day) => sum + (day[hour] ?? 0), 0),
  );
  const all = ofDay.reduce((sum, n) => sum + n, 0);
  if (all < FEWEST_EVENTS) return null;
  for (let length = 1; length <= HOURS; length++) {
    const sums = ofDay.map((_, from) => sumOf(ofDay, from, length));
    const most = Math.max(...sums);
    const from = sums.indexOf(most);
    if (most >= all * USUAL_SHARE) return { from, to: (from + length) % HOURS || HOURS };
  }
  return null;
}

const sumOf = (ofDay: readonly number[], from: number, length: number): number =>
  Array.from({ length }, (_, n) => ofDay[(from + n) % HOURS] ?? 0).reduce((sum, n) => sum + n, 0);
