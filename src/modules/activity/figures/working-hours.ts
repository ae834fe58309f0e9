import { WEEKDAYS, type Holiday, type Hours, type Weekday } from '../../organizations/organizations.contract';
import type { SlotCount } from '../counting/event-counts';
import { HOUR_MS, QUARTER_MS, type ZoneClock } from '../time/zone-clock';
import { addDays } from '../../../platform/clock/zoned-time';

export interface WorkingTimes {
  readonly hours: Partial<Record<Weekday, Hours | null>>;
  readonly holidays: readonly Pick<Holiday, 'date'>[];
}

/** The share of events outside of working hours, to the quarter of an hour; null while none are set, or nothing happened. */
export function offHoursShare(
  slots: readonly SlotCount[],
  times: WorkingTimes,
  clock: ZoneClock,
): number | null {
  if (!WEEKDAYS.some((day) => times.hours[day])) return null;
  let [all, off] = [0, 0];
  for (const { at, n } of slots) {
    all += n;
    if (!isWorking(at, times, clock)) off += n;
  }
  return all === 0 ? null : Math.round((off / all) * 10_000) / 10_000;
}

const QUARTERS = [0, 1, 2, 3];

/**
 * Of each hour of the week, by the clocks of `shown`, whether a part of it is working time, by those of the organization; in the
 * week of `at`, its holidays left out. Null while no hours are set.
 */
export function workingGrid(
  { hours }: WorkingTimes,
  { at, own, shown }: { at: number; own: ZoneClock; shown: ZoneClock },
): boolean[][] | null {
  if (!WEEKDAYS.some((day) => hours[day])) return null;
  const monday = shown.weeksOf(at, at + 1)[0]?.day ?? '';
  return WEEKDAYS.map((_, day) => {
    const start = shown.startOf(addDays(monday, day));
    return Array.from({ length: 24 }, (__, hour) =>
      QUARTERS.some((quarter) =>
        isWorking(start + hour * HOUR_MS + quarter * QUARTER_MS, { hours, holidays: [] }, own),
      ),
    );
  });
}

function isWorking(moment: number, { hours, holidays }: WorkingTimes, clock: ZoneClock): boolean {
  const local = new Date(moment + clock.offsetAt(moment)).toISOString();
  if (holidays.some(({ date }) => date === local.slice(0, 10))) return false;
  const today = hours[WEEKDAYS[Math.floor(clock.hourOfWeek(moment) / 24)] as Weekday];
  const time = local.slice(11, 16);
  return !!today && today.from <= time && time < today.to;
}
