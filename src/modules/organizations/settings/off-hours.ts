import { DAY_MS, MINUTE_MS } from '../../../platform/clock/clock';
import { wallTimeOf } from '../../../platform/clock/zoned-time';
import { WEEKDAYS, type Holiday, type Hours, type Weekday } from '../organizations.contract';

/** When an organization works, and by which clock. */
export interface Timetable {
  readonly timeZone: string;
  readonly workingHours: Partial<Record<Weekday, Hours | null>>;
  readonly holidays: readonly Holiday[];
}

/** Clocks are put forward and back at quarters of an hour: within one a zone has one offset. */
const QUARTER_MS = 15 * MINUTE_MS;
const KEPT = 4_096;

/**
 * Whether a moment is outside the hours in which an organization works, by the clocks of its zone: from inclusive, to exclusive. A
 * holiday is off from midnight to midnight. Null when no hours are set.
 */
export function offHours({ timeZone, workingHours, holidays }: Timetable): ((at: Date) => boolean) | null {
  const days = WEEKDAYS.map((day) => spanOf(workingHours[day]));
  if (days.every((span) => span === null)) return null;
  const free = new Set(holidays.map(({ date }) => Date.parse(`${date}T00:00:00Z`)));
  const offsetAt = offsetsOf(timeZone);
  return (at) => {
    const wall = at.getTime() + offsetAt(at.getTime());
    const midnight = Math.floor(wall / DAY_MS) * DAY_MS;
    const span = days[weekdayAt(midnight)];
    if (!span || free.has(midnight)) return true;
    return wall - midnight < span.from || wall - midnight >= span.to;
  };
}

interface Span {
  readonly from: number;
  readonly to: number;
}

const spanOf = (hours: Hours | null | undefined): Span | null =>
  hours ? { from: sinceMidnight(hours.from), to: sinceMidnight(hours.to) } : null;

function sinceMidnight(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return (hours * 60 + minutes) * MINUTE_MS;
}

/** 0 is Monday; 1 January 1970 was a Thursday. */
const weekdayAt = (midnight: number): number => (((midnight / DAY_MS + 3) % 7) + 7) % 7;

/** How far the clocks of a zone are ahead of UTC, in milliseconds. Asking the zone costs microseconds, and most events are of now. */
function offsetsOf(zone: string): (instant: number) => number {
  const known = new Map<number, number>();
  return (instant) => {
    const quarter = Math.floor(instant / QUARTER_MS);
    const offset = known.get(quarter);
    if (offset !== undefined) return offset;
    const start = quarter * QUARTER_MS;
    const found = wallTimeOf(start, zone) - start;
    if (known.size >= KEPT) known.clear();
    known.set(quarter, found);
    return found;
  };
}
