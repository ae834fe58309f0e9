import type { ActivityDays } from '../../../../activity/activity.contract';

type Day = ActivityDays['days'][number];

export interface Week {
  readonly monday: string;
  /** From Monday; what lies outside of the range is missing. */
  readonly days: readonly (Day | undefined)[];
}

const DAY_MS = 86_400_000;

/** Days by weeks, the earliest first. Dates are the same in every zone. */
export function weeksOf(days: readonly Day[]): Week[] {
  const weeks = new Map<string, (Day | undefined)[]>();
  for (const day of days) {
    const at = Date.parse(`${day.day}T00:00:00Z`);
    const place = (new Date(at).getUTCDay() + 6) % 7;
    const monday = new Date(at - place * DAY_MS).toISOString().slice(0, 10);
    const week = weeks.get(monday) ?? new Array<Day | undefined>(7).fill(undefined);
    week[place] = day;
    weeks.set(monday, week);
  }
  return [...weeks].map(([monday, found]) => ({ monday, days: found }));
}
