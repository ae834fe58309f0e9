import { CATEGORIES } from '../../../platform/context/action-spec';
import type { CategoryView, Compared } from '../activity.contract';
import { ACTIVITY_TYPES, typeOf } from '../activity.types';
import type { KindCount } from '../counting/event-counts';
import type { Evidence } from './evidence';

/** S0's five categories, each with all its types, those without an event too. */
export function categoriesOf(
  now: readonly KindCount[],
  previously: readonly KindCount[],
  evidence: Evidence,
): CategoryView[] {
  const [events, previous] = [tally(now), tally(previously)];
  const compared = (key: string, query: string | null): Compared => ({
    events: events.get(key) ?? 0,
    previous: previous.get(key) ?? 0,
    query,
  });
  return CATEGORIES.map((category) => ({
    category,
    ...compared(category, evidence.ofCategory(category)),
    types: ACTIVITY_TYPES.filter((type) => type.category === category).map((type) => ({
      type: type.type,
      ...compared(`${category} ${type.type}`, evidence.ofType(type)),
    })),
    other: compared(`${category} `, evidence.ofRest(category)),
  }));
}

/** Events by category, and by category and type; what has no type is counted under the empty one. */
function tally(counts: readonly KindCount[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const count of counts)
    for (const key of [`${count.category}`, `${count.category} ${typeOf(count) ?? ''}`])
      sums.set(key, (sums.get(key) ?? 0) + count.n);
  return sums;
}

export const eventsOfType = (counts: readonly KindCount[], type: string): number =>
  counts.reduce((sum, count) => sum + (typeOf(count) === type ? count.n : 0), 0);
