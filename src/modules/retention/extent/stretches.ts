/** First and last, both included. */
export type Stretch = readonly [number, number];

interface Part<Fate> {
  readonly first: number;
  readonly last: number;
  readonly fate: Fate;
}

/** A stretch in parts of the same fate, in their order. */
export function stretchesOf<Fate>([first, last]: Stretch, fateOf: (sequence: number) => Fate): Part<Fate>[] {
  const parts: Part<Fate>[] = [];
  for (let sequence = first; sequence <= last; sequence++) {
    const fate = fateOf(sequence);
    const before = parts.at(-1);
    if (before?.fate === fate) parts[parts.length - 1] = { ...before, last: sequence };
    else parts.push({ first: sequence, last: sequence, fate });
  }
  return parts;
}
