import type { EventHistogram, HistogramSeries, HistogramStep } from '../audit.counts.contract';
import { edgesOf, isFine, stepFor } from './buckets';
import { Chart, totalOf } from './chart';
import { countedSlices, isQuarter, quarterAfter, quarterBefore, type Slice } from './counted';
import type { Ground } from './ground';
import { fragment, newest, uncounted } from './portions';
import { tallyOf, type Tally } from './tally';

export interface HistogramOptions {
  readonly by: HistogramSeries;
  /** An IANA name. */
  readonly timeZone: string;
  /** Chosen for the range when it is missing. */
  readonly step?: HistogramStep | undefined;
}

/** Fine buckets of more events than one may read are made coarse enough for the counted tables, unless they were asked for. */
export async function histogramOf(ground: Ground, options: HistogramOptions): Promise<EventHistogram> {
  const step = options.step ?? stepFor(ground.from, ground.to);
  const histogram = await drawn(ground, options, step);
  const { length } = ground.rest;
  const coarser = histogram.total.approximate && options.step === undefined && isFine(step) && length === 0;
  return coarser ? drawn(ground, options, '15m') : histogram;
}

async function drawn(
  ground: Ground,
  { by, timeZone }: HistogramOptions,
  step: HistogramStep,
): Promise<EventHistogram> {
  const chart = new Chart(edgesOf(step, ground.from, ground.to, timeZone));
  const inner = chart.edges.slice(1, -1);
  if (ground.scope.homes.length > 0)
    await (ground.rest.length === 0 && inner.every(isQuarter) ? count : estimate)(ground, chart, by);
  const series = chart.series();
  const buckets = chart.buckets(series);
  const [from, to] = [ground.from, ground.to].map((at) => new Date(at).toISOString()) as [string, string];
  return { from, to, step, time_zone: timeZone, by, series, buckets, total: totalOf(buckets) };
}

/** Whole quarters from the counted tables, the ragged ends and what is not counted yet from the events. */
async function count(ground: Ground, chart: Chart, by: HistogramSeries): Promise<void> {
  const [first, last] = wholeOf(ground);
  const [slices, ...tallies] = await Promise.all([
    countedSlices(ground, by, first, last, chart.edges),
    ...raggedOf(ground).map(([from, to]) =>
      tallyOf(ground, by, chart.edges, (p) => fragment(ground, [by], from, to, p)),
    ),
    ...(ground.head > ground.countedTo
      ? [tallyOf(ground, by, chart.edges, (p) => uncounted(ground, [by], p))]
      : []),
  ]);
  slices.forEach((slice) => chart.spread(slice, slice.to, 1));
  tallies.forEach((tally) => addTally(chart, tally));
  if (tallies.some(({ more }) => more)) chart.doubtAll();
}

/** The whole quarters of the range; empty when it lies within one. */
export function wholeOf({ from, to }: Ground): [number, number] {
  const [first, last] = [quarterAfter(from), quarterBefore(to)];
  return first < last ? [first, last] : [to, to];
}

/** What the whole quarters leave of the range. */
export function raggedOf(ground: Ground): [number, number][] {
  const [first, last] = wholeOf(ground);
  return (
    [
      [ground.from, first],
      [last, ground.to],
    ] as [number, number][]
  ).filter(([from, to]) => from < to);
}

const addTally = (chart: Chart, { cells }: Tally): void =>
  cells.forEach(({ bucket, label, n }) => chart.add(bucket, label, n));

/**
 * The newest events as they are. What is older than those that may be read is taken to go like the countable part of the query,
 * in the ratio that the two have where both are known.
 */
async function estimate(ground: Ground, chart: Chart, by: HistogramSeries): Promise<void> {
  const tally = await tallyOf(ground, by, chart.edges, (p) => newest(ground, [by], p));
  addTally(chart, tally);
  if (!tally.more || tally.oldest === null) return;
  const cut = tally.oldest;
  const slices = await countedSlices(ground, by, ground.from, ground.to, [...chart.edges, cut]);
  const shareOf = sharesOf(tally, slices, [cut, ground.to]);
  for (const slice of slices) if (slice.from < cut) chart.spread(slice, cut, shareOf(slice.label));
  chart.edges.forEach((edge, bucket) => edge < cut && chart.doubt(bucket));
}

/** By label, because what fails may be searched for by other words than what succeeds. */
function sharesOf(
  { cells }: Pick<Tally, 'cells'>,
  slices: readonly Slice[],
  window: readonly [number, number],
): (label: string | null) => number {
  const seen = sums(cells);
  const known = sums(slices.map((slice) => ({ label: slice.label, n: slice.n * overlap(slice, window) })));
  return (label) => Math.min(1, (seen.get(label) ?? 0) / (known.get(label) || Infinity));
}

/** The share of a slice that lies in a window. */
const overlap = ({ from, to }: Slice, [start, end]: readonly [number, number]): number =>
  Math.max(0, Math.min(to, end) - Math.max(from, start)) / (to - from);

function sums(cells: readonly { label: string | null; n: number }[]): Map<string | null, number> {
  const totals = new Map<string | null, number>();
  for (const { label, n } of cells) totals.set(label, (totals.get(label) ?? 0) + n);
  return totals;
}
