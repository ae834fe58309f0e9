import { MINUTE_MS } from '../../../platform/clock/clock';

/** So many failed sign-ins of one person are a burst, and so close together. */
export const BURST = 5;
export const BURST_MS = 10 * MINUTE_MS;

/** Whether `at` is one of at least five moments within ten minutes; `others` are in no order. */
export function isBurst(at: number, others: readonly number[]): boolean {
  const times = [at, ...others.filter((time) => Math.abs(time - at) <= BURST_MS)].toSorted((a, b) => a - b);
  const own = times.indexOf(at);
  return times.some(
    (first, index) =>
      index <= own &&
      own < index + BURST &&
      (times[index + BURST - 1] ?? Number.POSITIVE_INFINITY) - first <= BURST_MS,
  );
}
