/** One line of the table: what the machine can do, what we do, and what we want of it. */
export interface Figure {
  readonly name: string;
  readonly unit: 'events/s' | 'rows/s' | 'ms' | 's' | 'MB';
  /** The same work without us, measured in the same run; null where the target is absolute. */
  readonly limit: number | null;
  readonly ours: number;
  readonly ratio: number | null;
  readonly target: string;
  readonly met: boolean;
  readonly note?: string;
}

type Measured = Pick<Figure, 'name' | 'unit' | 'limit' | 'ours' | 'note'> & {
  /** What else must hold, and whether it does. */
  readonly also?: { readonly target: string; readonly met: boolean };
};

/** A throughput: at least so much of the limit. */
export const atLeast = (share: number, measured: Measured): Figure =>
  figure(measured, `≥ ${share}`, (ratio) => ratio >= share);

/** A time: at most so many times the limit. */
export const atMost = (times: number, measured: Measured): Figure =>
  figure(measured, `≤ ${times}`, (ratio) => ratio <= times);

/** An amount that is good or bad by itself. */
export const within = (most: number, { also, ...measured }: Measured): Figure => ({
  ...measured,
  ratio: null,
  target: `≤ ${most} ${measured.unit}`,
  met: measured.ours <= most && (also?.met ?? true),
});

/** A measurement that broke off is a figure, too: the others are still worth having. */
export async function orBroken(name: string, measure: () => Promise<Figure>): Promise<Figure> {
  try {
    return await measure();
  } catch (error) {
    const note = String(error).slice(0, 200);
    return { name, unit: 'ms', limit: null, ours: NaN, ratio: null, target: 'an answer', met: false, note };
  }
}

function figure({ also, ...measured }: Measured, target: string, good: (ratio: number) => boolean): Figure {
  const ratio = measured.ours / (measured.limit as number);
  return {
    ...measured,
    ratio,
    target: also ? `${target}, ${also.target}` : target,
    met: good(ratio) && (also?.met ?? true),
  };
}
