import { periodAfter, periodOf, upcoming, type Period, type Timing } from './periods';

const DAY_MS = 86_400_000;
/** A month and 28 days, and a zone's worth: no schedule is due later. */
const FARTHEST_MS = 62 * DAY_MS;
/** So many missed periods are made up for. */
export const MOST_MISSED = 31;

export interface Plan {
  /** What is due, oldest first. */
  readonly run: readonly Period[];
  /** What is due as well and left to people: the newest, which are in the log for the longest time yet. */
  readonly skipped: { readonly first: Period; readonly last: Period } | null;
  readonly next: Period;
}

/** What a schedule has to do now, when `first` is the date of what it would do next. */
export function planOf(timing: Timing, first: string, now: Date): Plan {
  let next = periodOf(timing, first);
  const run: Period[] = [];
  for (; next.due <= now && run.length < MOST_MISSED; next = periodAfter(timing, next)) run.push(next);
  if (next.due > now) {
    // A clock that ran ahead has been here.
    const lost = next.due.getTime() - now.getTime() > FARTHEST_MS;
    return { run, skipped: null, next: lost ? upcoming(timing, now) : next };
  }
  const after = upcoming(timing, now);
  return { run, skipped: { first: next, last: periodBefore(timing, after) }, next: after };
}

/** Of which `after` is the next. */
function periodBefore(timing: Timing, after: Period): Period {
  const longest = { daily: 1, weekly: 7, monthly: 31 }[timing.frequency];
  const date = new Date(Date.parse(`${after.first}T00:00:00Z`) - longest * DAY_MS).toISOString().slice(0, 10);
  return periodOf(timing, timing.frequency === 'monthly' ? `${date.slice(0, 7)}-01` : date);
}
