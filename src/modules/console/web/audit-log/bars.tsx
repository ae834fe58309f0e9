import { memo, useState, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventHistogram, HistogramBucket, HistogramSeries } from '../../../audit/audit.counts.contract';
import { minuteMoment, number, weekday, clockTime } from '../preferences/moments';
import classes from './chart.module.css';
import type { Span } from './time-range';
import { titleOf } from './words';

interface Props {
  readonly histogram: EventHistogram;
  readonly zone: string;
  readonly onSpan: (span: Span) => void;
}

const OUTCOMES: Readonly<Record<string, string>> = {
  success: 'var(--bar-success)',
  failure: 'var(--bar-failure)',
  denied: 'var(--bar-denied)',
};
const HUES = ['#4f7be0', '#1f8a5b', '#b3561a', '#8a1f7a', '#0b7d99', '#a3231b', '#6b4e00', '#5b3fa8'];

export const colourOf = (by: HistogramSeries, name: string, index: number): string =>
  by === 'outcome' ? (OUTCOMES[name] ?? '#777') : (HUES[index % HUES.length] ?? '#777');

/** `onSpan` does the same each time, whichever function it is. */
const isSame = (before: Props, after: Props): boolean =>
  before.histogram === after.histogram && before.zone === after.zone;

/** Bars of the buckets; drawing over some of them, or a click on one, shows only those. */
export const Bars = memo(function Bars({ histogram, zone, onSpan }: Props) {
  const { buckets, series, by } = histogram;
  const most = Math.max(1, ...buckets.map(({ count }) => count));
  const brush = useBrush(buckets, onSpan);
  return (
    <>
      <div className={classes.bars} role="img" aria-label={useSummary(histogram, zone)} {...brush.handlers}>
        {buckets.map((bucket, index) => (
          <div
            key={bucket.start}
            className={classes.bar}
            data-brushed={brush.holds(index) || undefined}
            title={titleOfBucket(bucket, zone)}
          >
            {series
              .filter((name) => (bucket.counts[name] ?? 0) > 0)
              .toReversed()
              .map((name) => (
                <div
                  key={name}
                  style={{
                    height: `${(100 * (bucket.counts[name] ?? 0)) / most}%`,
                    background: colourOf(by, name, series.indexOf(name)),
                  }}
                />
              ))}
          </div>
        ))}
      </div>
      <Axis histogram={histogram} zone={zone} />
    </>
  );
}, isSame);

function titleOfBucket({ start, count, counts }: HistogramBucket, zone: string): string {
  const parts = Object.entries(counts).map(([name, each]) => `${titleOf(name)} ${number(each)}`);
  return `${minuteMoment(start, zone)}: ${number(count)}${parts.length > 1 ? ` (${parts.join(', ')})` : ''}`;
}

function useSummary({ total, from, to, buckets }: EventHistogram, zone: string): string {
  const { t } = useTranslation();
  const largest = buckets.reduce((best, each) => (each.count > best.count ? each : best), {
    count: 0,
    start: from,
  });
  return t('chart.summary', {
    total: t('chart.total', { count: total.count, formatted: number(total.count) }),
    from: minuteMoment(from, zone),
    to: minuteMoment(to, zone),
    most: number(largest.count),
    when: minuteMoment(largest.start, zone),
  });
}

interface Brush {
  readonly holds: (index: number) => boolean;
  readonly handlers: Readonly<
    Record<'onPointerDown' | 'onPointerMove' | 'onPointerUp', (event: PointerEvent) => void>
  >;
}

function useBrush(buckets: readonly HistogramBucket[], onSpan: (span: Span) => void): Brush {
  const [range, setRange] = useState<readonly [number, number] | null>(null);
  const indexAt = ({ clientX, currentTarget }: PointerEvent): number => {
    const { left, width } = currentTarget.getBoundingClientRect();
    const index = Math.floor(((clientX - left) / width) * buckets.length);
    return Math.min(Math.max(index, 0), buckets.length - 1);
  };
  const [low, high] = range ? [Math.min(...range), Math.max(...range)] : [0, -1];
  return {
    holds: (index) => index >= low && index <= high,
    handlers: {
      onPointerDown: (event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setRange([indexAt(event), indexAt(event)]);
      },
      onPointerMove: (event) => range && setRange([range[0], indexAt(event)]),
      onPointerUp: () => {
        const [first, last] = [buckets[low], buckets[high]];
        setRange(null);
        if (first && last) onSpan({ from: Date.parse(first.start), to: Date.parse(last.end) });
      },
    },
  };
}

const MOST_LABELS = 7;

interface Label {
  readonly text: string;
  /** From the left, of the whole. */
  readonly share: number;
}

/** Days where they begin; times, where the range is short. Thinned, so that none stands on another. */
function labelsOf({ buckets, from, to }: EventHistogram, zone: string): Label[] {
  const isShort = Date.parse(to) - Date.parse(from) <= 2 * 86_400_000;
  const texts = buckets.map(({ start }) =>
    isShort ? clockTime(start, zone).slice(0, 5) : weekday(start, zone),
  );
  const labels = texts
    .map((text, index) => ({ text, share: index / texts.length, isNew: text !== texts[index - 1] }))
    .filter(({ isNew, share }) => isNew && share < 0.95);
  const every = Math.ceil(labels.length / MOST_LABELS);
  return labels.filter((_, index) => index % every === 0);
}

function Axis({ histogram, zone }: { histogram: EventHistogram; zone: string }) {
  return (
    <div className={classes.axis} aria-hidden>
      {labelsOf(histogram, zone).map(({ text, share }) => (
        <span key={share} style={{ left: `${100 * share}%` }}>
          {text}
        </span>
      ))}
    </div>
  );
}
