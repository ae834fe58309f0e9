import { hash } from 'node:crypto';

/** First and last sequence, both included. */
export type Range = readonly [first: number, last: number];

/** Joins neighbours. The input is in order and does not overlap. */
export function joinRanges(ranges: readonly Range[]): Range[] {
  const joined: [number, number][] = [];
  for (const [first, last] of ranges) {
    const previous = joined.at(-1);
    if (previous && first <= previous[1]) throw new Error(`the ranges overlap at ${first}`);
    if (previous && first === previous[1] + 1) previous[1] = last;
    else joined.push([first, last]);
  }
  return joined;
}

export const countOf = (ranges: readonly Range[]): number =>
  ranges.reduce((count, [first, last]) => count + last - first + 1, 0);

/** The list as it is kept, and its SHA-256 in hex. For numbers in arrays, JSON.stringify writes RFC 8785 (JCS). */
export function sealRanges(ranges: readonly Range[]): { text: string; sha256: string } {
  const text = JSON.stringify(ranges);
  return { text, sha256: hash('sha256', text, 'hex') };
}
