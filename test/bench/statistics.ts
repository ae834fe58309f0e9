/** The value below which `share` of the values lie; values in any order. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Milliseconds that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * Runs the subjects in turn, so that whatever else the machine does falls on all of them alike; the first round is thrown
 * away. Every second round goes backwards, so that nobody always finds the caches warmed by the same neighbour.
 */
export async function interleave<K extends string>(
  rounds: number,
  subjects: Record<K, (round: number) => Promise<number>>,
): Promise<Record<K, number[]>> {
  const names = Object.keys(subjects) as K[];
  const measured = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<K, number[]>;
  for (let round = -1; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const value = await subjects[name](round + 1);
      if (round >= 0) measured[name].push(value);
    }
  }
  return measured;
}
