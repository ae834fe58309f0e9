import { MINUTE_MS } from '../../../platform/clock/clock';

/** An event that a rule's query matches, as far as counting needs it. */
export interface Match {
  /** `occurred_at`, in milliseconds. */
  readonly at: number;
  readonly sequence: number;
  /** Which events count together. */
  readonly group: string;
}

/** So many matches of one group close enough together, and all that followed without a pause. */
export interface Firing<M extends Match> {
  readonly group: string;
  /** The time of the match that made it enough. */
  readonly at: number;
  /** In order of time; never empty. */
  readonly matches: readonly M[];
}

export interface Limits {
  readonly threshold: number;
  readonly windowMinutes: number;
}

/**
 * When a rule fires. Time is `occurred_at`, in whatever order events arrived. A firing begins with the match that makes
 * `threshold` of one group lie within `windowMinutes`, both ends included, and counts those; matches that follow within a window
 * of its last one belong to it; after a longer pause counting begins anew. Evaluation and trial both ask here, so that they
 * cannot differ. In the order in which they fire.
 */
export function firings<M extends Match>(matches: readonly M[], limits: Limits): Firing<M>[] {
  return [...byGroup(matches).values()]
    .flatMap((group) => firingsOfGroup(group.toSorted(inTime), limits))
    .toSorted((a, b) => a.at - b.at);
}

const inTime = (a: Match, b: Match): number => a.at - b.at || a.sequence - b.sequence;

function byGroup<M extends Match>(matches: readonly M[]): Map<string, M[]> {
  const groups = new Map<string, M[]>();
  for (const match of matches) {
    const group = groups.get(match.group);
    if (group) group.push(match);
    else groups.set(match.group, [match]);
  }
  return groups;
}

/** `from` is where the window of the match at hand begins; what a firing has counted is left behind. */
function firingsOfGroup<M extends Match>(
  sorted: readonly M[],
  { threshold, windowMinutes }: Limits,
): Firing<M>[] {
  const windowMs = windowMinutes * MINUTE_MS;
  const found: (Firing<M> & { matches: M[] })[] = [];
  let current: (Firing<M> & { matches: M[] }) | null = null;
  let from = 0;
  for (const [place, match] of sorted.entries()) {
    if (current && match.at - (current.matches.at(-1) as M).at <= windowMs) {
      current.matches.push(match);
      from = place + 1;
      continue;
    }
    current = null;
    while ((sorted[from] as M).at < match.at - windowMs) from += 1;
    if (place - from + 1 < threshold) continue;
    current = { group: match.group, at: match.at, matches: sorted.slice(from, place + 1) };
    found.push(current);
    from = place + 1;
  }
  return found;
}
