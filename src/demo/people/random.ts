import { createHash } from 'node:crypto';

/** Numbers that are the same for the same seed, whatever was drawn elsewhere: each person's day has a source of its own. */
export class Random {
  #state: number;

  constructor(seed: string) {
    this.#state = createHash('sha256').update(seed).digest().readInt32LE(0);
  }

  /** mulberry32: from 0, exclusive of `limit`. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * limit;
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.below(most - least + 1));
  }

  chance(share: number): boolean {
    return this.below(1) < share;
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.below(list.length))] as T;
  }

  /** So many different ones, in the order of the list. */
  some<T>(list: readonly T[], count: number): T[] {
    const left = [...list.keys()];
    const chosen = Array.from({ length: Math.min(count, list.length) }, () =>
      left.splice(Math.floor(this.below(left.length)), 1),
    );
    return chosen
      .flat()
      .sort((a, b) => a - b)
      .map((place) => list[place] as T);
  }
}

/** An id that anybody can compute again, so that what is sent twice is stored once. */
export function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
