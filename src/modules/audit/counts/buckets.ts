import { DAY_MS, MINUTE_MS } from '../../../platform/clock/clock';
import {
  addDays,
  dateIn,
  instantOf,
  momentIn,
  wallTimeOf,
  weekdayOf,
} from '../../../platform/clock/zoned-time';
import type { HistogramStep } from '../audit.counts.contract';

const HOUR_MS = 60 * MINUTE_MS;

/** About how long each is. */
const STEPS: Record<HistogramStep, number> = {
  '1m': MINUTE_MS,
  '5m': 5 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '1h': HOUR_MS,
  '6h': 6 * HOUR_MS,
  '1d': DAY_MS,
  '1w': 7 * DAY_MS,
  '1mo': 30 * DAY_MS,
  '1y': 365 * DAY_MS,
};
export const STEP_NAMES = Object.keys(STEPS) as HistogramStep[];

const MOST_BUCKETS = 170;

/** The finest step that needs no more than 170 buckets; a year when none does. */
export const stepFor = (from: number, to: number): HistogramStep =>
  STEP_NAMES.find((step) => bucketsOf(step, from, to) <= MOST_BUCKETS) ?? '1y';

/** About how many buckets a range has. */
export const bucketsOf = (step: HistogramStep, from: number, to: number): number => (to - from) / STEPS[step];

export const isFine = (step: HistogramStep): boolean => STEPS[step] < 15 * MINUTE_MS;

/** The edges of the buckets of a range, its ends included: where hours, days, weeks and months begin in the zone. */
export function edgesOf(step: HistogramStep, from: number, to: number, zone: string): number[] {
  const edges = [from];
  for (let at = nextEdge(step, from, zone); at < to; at = nextEdge(step, at, zone)) edges.push(at);
  return [...edges, to];
}

function nextEdge(step: HistogramStep, at: number, zone: string): number {
  for (let days = 1; STEPS[step] >= DAY_MS; days++) {
    const next = momentIn(zone, dayAfter(step, dateIn(zone, new Date(at)), days)).getTime();
    if (next > at) return next;
  }
  const wall = wallTimeOf(at, zone);
  const wait = STEPS[step] - (((wall % STEPS[step]) + STEPS[step]) % STEPS[step]);
  // An hour that the clocks show twice is two buckets; the longer ones keep to the hours of the day.
  const next = STEPS[step] <= HOUR_MS ? at + wait : instantOf(wall + wait, zone);
  return next > at ? next : at + HOUR_MS;
}

/** The first day of the next bucket; a zone that skips a date is asked for a later one. */
function dayAfter(step: HistogramStep, date: string, days: number): string {
  if (step === '1d') return addDays(date, days);
  if (step === '1w') return addDays(date, 8 - weekdayOf(date) + days - 1);
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))];
  const next = step === '1mo' ? Date.UTC(year, month, days) : Date.UTC(year + 1, 0, days);
  return new Date(next).toISOString().slice(0, 10);
}
