import { utcDate } from '../../../platform/clock/clock';

const DAY_MS = 86_400_000;
const GRACE_MS = 600_000;

/** What a version of a policy says of how long events are kept: as the API shows it. */
export interface Terms {
  readonly default_days: number | null;
  readonly rules: readonly {
    readonly source?: string;
    readonly category?: string;
    readonly days: number | null;
  }[];
  readonly floor_days: number | null;
}

/** A policy, and until when it was in force; null: it is. */
export interface PolicyInForce {
  readonly terms: Terms;
  readonly until: Date | null;
}

export interface Keeping {
  /** All that ever were in force, "for ever" of the time before the first among them. */
  readonly policies: readonly PolicyInForce[];
  /** Whether a hold is in force, or what a released one kept is still being given its date back. */
  readonly held: boolean;
  /** The last date that something could be moved to because its own had passed: today, or the day behind the last purge. */
  readonly lastFloor: string;
}

/** The date on which an event may be dropped, as design.md (idea 3) rounds it: exact, to a Monday, to the first of a month. */
export function dropDate(occurredAt: number, days: number | null): string {
  const day = Math.floor(occurredAt / DAY_MS);
  if (days === null) {
    const date = new Date(day * DAY_MS);
    return plainDate(Date.UTC(date.getUTCFullYear() + 1_000, date.getUTCMonth(), 1));
  }
  const last = new Date((day + days) * DAY_MS);
  if (days <= 31) return plainDate(last.getTime());
  if (days <= 366) return plainDate(last.getTime() + ((8 - last.getUTCDay()) % 7) * DAY_MS);
  return plainDate(Date.UTC(last.getUTCFullYear(), last.getUTCMonth() + 1, 1));
}

const plainDate = (ms: number): string => utcDate(new Date(ms));

/** Of all rules that apply the longest counts, else the default; never less than the floor. Null: for ever. */
export function daysOf(
  { default_days, rules, floor_days }: Terms,
  source: string,
  category: string | null,
): number | null {
  const apply = rules.filter(
    (rule) => rule.source === source || (category !== null && rule.category === category),
  );
  const days = apply.length === 0 ? [default_days] : apply.map((rule) => rule.days);
  return days.includes(null) ? null : Math.max(...(days as number[]), floor_days ?? 0);
}

/**
 * Whether an event's date can have come about: by a policy that was in force at some time since the event was recorded; by a hold; or, where
 * such a policy had made it go already when it was applied, by the first date that was still to come. Anything else nobody but a hand in the
 * database can have written. What this cannot see: a date that another of those policies would have given.
 */
export class KeptUntil {
  readonly #dates = new Map<string, readonly string[]>();

  constructor(private readonly keeping: Keeping) {}

  /** Whether any policy that was ever in force lets an event go: where none does, none can have been purged. */
  get letsGo(): boolean {
    return this.keeping.policies.some(
      ({ terms: { default_days, rules } }) =>
        default_days !== null || rules.some(({ days }) => days !== null),
    );
  }

  fits(
    date: string,
    event: { occurredAt: number; recordedAt: number; source: string; category: string | null },
  ): boolean {
    if (date === 'infinity') return this.keeping.held;
    const possible = this.#possible(event);
    return (
      possible.includes(date) || (date <= this.keeping.lastFloor && possible.some((given) => given < date))
    );
  }

  #possible({
    occurredAt,
    recordedAt,
    source,
    category,
  }: Parameters<KeptUntil['fits']>[1]): readonly string[] {
    const since = recordedAt - GRACE_MS;
    const inForce = this.keeping.policies.findIndex(({ until }) => until === null || Number(until) >= since);
    const key = `${Math.floor(occurredAt / DAY_MS)} ${inForce} ${source} ${category}`;
    const known = this.#dates.get(key);
    if (known) return known;
    const made = this.keeping.policies
      .slice(inForce)
      .map(({ terms }) => dropDate(occurredAt, daysOf(terms, source, category)));
    if (this.#dates.size > 10_000) this.#dates.clear();
    this.#dates.set(key, made);
    return made;
  }
}
