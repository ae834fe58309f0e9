import { DAY_MS, MINUTE_MS } from '../../../platform/clock/clock';
import { addDays, momentIn, wallTimeOf, weekdayOf } from '../../../platform/clock/zoned-time';

export const HOUR_MS = 60 * MINUTE_MS;
export const QUARTER_MS = 15 * MINUTE_MS;
const WEEK_HOURS = 168;

/** From this moment on, local time is UTC plus so much. */
interface Stretch {
  readonly from: number;
  readonly offset: number;
}

/**
 * A time zone over a range, all moments in milliseconds. Asking `Intl` for each of thousands of moments takes too long, so the
 * changes of the clock within the range are looked up once.
 */
export class ZoneClock {
  readonly #stretches: readonly Stretch[];

  constructor(
    readonly zone: string,
    from: number,
    to: number,
  ) {
    this.#stretches = stretchesOf(zone, from - 2 * DAY_MS, to + 2 * DAY_MS);
  }

  offsetAt(moment: number): number {
    const found = this.#stretches.findLast(({ from }) => from <= moment);
    return (found ?? this.#stretches[0])?.offset ?? 0;
  }

  /** The local date, `YYYY-MM-DD`. */
  dayOf(moment: number): string {
    return new Date(moment + this.offsetAt(moment)).toISOString().slice(0, 10);
  }

  /** 0 is Monday from 00:00 to 01:00, 167 Sunday from 23:00. */
  hourOfWeek(moment: number): number {
    const hours = Math.floor((moment + this.offsetAt(moment)) / HOUR_MS);
    // The first of January 1970 was a Thursday.
    return (((hours + 72) % WEEK_HOURS) + WEEK_HOURS) % WEEK_HOURS;
  }

  /** When a local day begins: at its midnight or, where the clock jumps over that, when the jump is done. */
  startOf(day: string): number {
    return momentIn(this.zone, day).getTime();
  }

  /** Local days that the range touches, each with the part of the range that it holds. */
  daysOf(from: number, to: number): Span[] {
    return this.#spansOf(from, to, 1, (day) => day);
  }

  /** The same for weeks, which begin on Monday; called by their Monday. */
  weeksOf(from: number, to: number): Span[] {
    return this.#spansOf(from, to, 7, mondayOf);
  }

  #spansOf(from: number, to: number, days: number, begin: (day: string) => string): Span[] {
    const spans: Span[] = [];
    let day = begin(this.dayOf(from));
    for (let start = from; start < to;) {
      const next = addDays(day, days);
      const end = Math.min(to, this.startOf(next));
      spans.push({ day, from: start, to: end });
      [day, start] = [next, end];
    }
    return spans;
  }
}

/** A local day, or a week by its Monday, as far as it lies in a range. */
export interface Span {
  readonly day: string;
  readonly from: number;
  readonly to: number;
}

const mondayOf = (day: string): string => addDays(day, 1 - weekdayOf(day));

function stretchesOf(zone: string, from: number, to: number): Stretch[] {
  const offsetOf = offsetsIn(zone);
  const stretches: Stretch[] = [{ from, offset: offsetOf(from) }];
  for (let day = from; day < to; day += DAY_MS) {
    const offset = offsetOf(day + DAY_MS);
    if (offset === offsetOf(day)) continue;
    stretches.push({ from: changeBetween(day, day + DAY_MS, offsetOf), offset });
  }
  return stretches;
}

/** To the minute. */
function changeBetween(before: number, after: number, offsetOf: (moment: number) => number): number {
  let [low, high] = [Math.floor(before / MINUTE_MS), Math.ceil(after / MINUTE_MS)];
  const offset = offsetOf(before);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetOf(middle * MINUTE_MS) === offset) low = middle;
    else high = middle;
  }
  return high * MINUTE_MS;
}

const offsetsIn =
  (zone: string) =>
  (moment: number): number =>
    wallTimeOf(moment, zone) - moment;
