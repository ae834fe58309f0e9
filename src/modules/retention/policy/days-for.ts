import type { PolicyTerms } from './policy';

/** What of a policy says how long an event is kept. */
export type Lengths = Pick<PolicyTerms, 'defaultDays'> & Partial<Pick<PolicyTerms, 'rules' | 'floorDays'>>;

/** How many days an event of a source and category is kept; null for ever. */
export type DaysOf = (source: string, category: string | null) => number | null;

/**
 * Of all rules that apply, by source and by category, the longest counts, else the default; never less than the floor: an event
 * that two rules mean is kept as long as either asks. `retention_days()` in SQL is the same question.
 */
export function daysFor({ defaultDays, rules = [], floorDays = null }: Lengths): DaysOf {
  if (rules.length === 0) {
    const days = atLeast(defaultDays, floorDays);
    return () => days;
  }
  const [sources, categories] = [new Map<string, number | null>(), new Map<string, number | null>()];
  for (const { source, category, days } of rules) {
    if (source !== undefined) sources.set(source, days);
    if (category !== undefined) categories.set(category, days);
  }
  return (source, category) => {
    const bySource = sources.get(source);
    const byCategory = category === null ? undefined : categories.get(category);
    return atLeast(longer(bySource, byCategory, defaultDays), floorDays);
  };
}

/** Undefined is no rule, null for ever. */
function longer(
  one: number | null | undefined,
  other: number | null | undefined,
  otherwise: number | null,
): number | null {
  if (one === undefined) return other === undefined ? otherwise : other;
  if (other === undefined) return one;
  return one === null || other === null ? null : Math.max(one, other);
}

const atLeast = (days: number | null, floor: number | null): number | null =>
  days === null ? null : Math.max(days, floor ?? 0);
