import type { EventHistogram } from '../../../audit/audit.counts.contract';
import { absolute, shifted, zoomed, type Span } from './time-range';
import type { LogState } from './use-log';

export interface Steps {
  readonly earlier: () => void;
  readonly later: () => void;
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  readonly show: (span: Span) => void;
}

/** Moves the range that is on the screen. */
export function useSteps(log: LogState, histogram: EventHistogram | undefined): Steps {
  const show = (span: Span): void => log.ask(absolute(span));
  const move = (how: (span: Span) => Span) => (): void => {
    if (histogram) show(how({ from: Date.parse(histogram.from), to: Date.parse(histogram.to) }));
  };
  return {
    show,
    earlier: move((span) => shifted(span, -1)),
    later: move((span) => shifted(span, 1)),
    zoomIn: move((span) => zoomed(span, 0.5, Date.now())),
    zoomOut: move((span) => zoomed(span, 2, Date.now())),
  };
}
