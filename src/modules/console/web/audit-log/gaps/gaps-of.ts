import type { NumberFate } from '../../../../retention/retention.contract';

/** First and last, both included. */
export type Stretch = readonly [number, number];

/** As much as the API looks up at once. */
const MOST_STRETCHES = 200;
const MOST_NUMBERS = 10_000;

/** The numbers between those that are shown; null where they are too many to be looked up. */
export function absentBetween(shown: readonly number[]): readonly Stretch[] | null {
  const numbers = [...shown].sort((one, other) => one - other);
  const found = numbers.flatMap((number, at): Stretch[] => {
    const before = numbers[at - 1] ?? number;
    return number - before > 1 ? [[before + 1, number - 1]] : [];
  });
  const count = found.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  return found.length > MOST_STRETCHES || count > MOST_NUMBERS ? null : found;
}

/** What is said below a row, by the number of that row: the newest is on top. What is on hand is only elsewhere in time. */
export function marksBelow(
  fates: readonly NumberFate[],
  shown: readonly number[],
): ReadonlyMap<number, readonly NumberFate[]> {
  const numbers = [...shown].sort((one, other) => one - other);
  const marks = new Map<number, NumberFate[]>();
  for (const fate of fates.filter((each) => each.fate !== 'on_hand')) {
    const above = numbers.find((number) => number > fate.last);
    if (above !== undefined) marks.set(above, [fate, ...(marks.get(above) ?? [])]);
  }
  return marks;
}

export const countOf = ({ first, last }: NumberFate): number => last - first + 1;
