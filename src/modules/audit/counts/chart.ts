import type { HistogramBucket, WireCount } from '../audit.counts.contract';
import type { Slice } from './counted';

const MOST_SERIES = 12;
const NONE = 'none';
const OTHER = 'other';

/** A histogram as it fills: counts by bucket and label. */
export class Chart {
  readonly #counts: Map<string, number>[];
  readonly #approximate: boolean[];

  constructor(readonly edges: readonly number[]) {
    this.#counts = edges.slice(1).map(() => new Map());
    this.#approximate = edges.slice(1).map(() => false);
  }

  add(bucket: number, label: string | null, n: number): void {
    const counts = this.#counts[bucket];
    if (counts && n > 0) counts.set(label ?? NONE, (counts.get(label ?? NONE) ?? 0) + n);
  }

  doubt(bucket: number): void {
    this.#approximate[bucket] = true;
  }

  doubtAll(): void {
    this.#approximate.fill(true);
  }

  /** Lays what is known of a stretch over the buckets that it crosses, before a moment, evenly. */
  spread({ from, to, label, n }: Slice, until: number, share: number): void {
    const end = Math.min(to, until);
    for (let bucket = this.#bucketOf(from); (this.edges[bucket] ?? Infinity) < end; bucket++) {
      const [left, right] = [this.edges[bucket] as number, this.edges[bucket + 1] ?? -Infinity];
      const overlap = Math.min(end, right) - Math.max(from, left);
      if (overlap > 0) this.add(bucket, label, (n * share * overlap) / (to - from));
    }
  }

  /** The bucket that a moment falls into; the first for what comes before it. */
  #bucketOf(moment: number): number {
    let [low, high] = [0, this.edges.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.edges[middle] as number) <= moment) low = middle;
      else high = middle;
    }
    return low;
  }

  /** The most frequent labels first. */
  series(): string[] {
    const totals = new Map<string, number>();
    for (const counts of this.#counts)
      for (const [label, n] of counts) totals.set(label, (totals.get(label) ?? 0) + n);
    const sorted = [...totals]
      .toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
      .map(([label]) => label);
    if (sorted.length <= MOST_SERIES) return sorted;
    return [...sorted.slice(0, MOST_SERIES).filter((label) => label !== OTHER), OTHER];
  }

  buckets(series: readonly string[]): HistogramBucket[] {
    return this.#counts.map((counts, bucket) => {
      const merged = merge(counts, series);
      return {
        start: new Date(this.edges[bucket] as number).toISOString(),
        end: new Date(this.edges[bucket + 1] as number).toISOString(),
        counts: merged,
        count: Object.values(merged).reduce((sum, n) => sum + n, 0),
        approximate: this.#approximate[bucket] ?? false,
      };
    });
  }
}

function merge(counts: ReadonlyMap<string, number>, series: readonly string[]): Record<string, number> {
  const merged = new Map<string, number>();
  for (const [label, n] of counts) {
    const name = series.includes(label) ? label : OTHER;
    merged.set(name, (merged.get(name) ?? 0) + n);
  }
  const whole = [...merged].map(([label, n]) => [label, Math.round(n)] as const);
  return Object.fromEntries(whole.filter(([, n]) => n > 0));
}

export const totalOf = (buckets: readonly HistogramBucket[]): WireCount => ({
  count: buckets.reduce((sum, { count }) => sum + count, 0),
  approximate: buckets.some(({ approximate }) => approximate),
});
