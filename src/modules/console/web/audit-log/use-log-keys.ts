import { useMemo } from 'react';
import type { AuditEvent } from '../../../audit/audit.contract';
import type { EventHistogram } from '../../../audit/audit.counts.contract';
import { useKeys } from '../preferences/use-keys';
import { ROW_BUTTON } from './event-row';
import { QUERY_INPUT } from './query-bar';
import type { LogState } from './use-log';
import { useSteps } from './use-steps';

interface Given {
  readonly log: LogState;
  readonly events: readonly AuditEvent[];
  readonly histogram: EventHistogram | undefined;
  readonly onRange: () => void;
  readonly onExport: () => void;
}

/** The keys of the page (console/README.md). */
export function useLogKeys({ log, events, histogram, onRange, onExport }: Given): void {
  const steps = useSteps(log, histogram);
  const open = events.find(({ id }) => id === log.search.e);
  const keys = useMemo(
    () => ({
      '/': () => document.getElementById(QUERY_INPUT)?.focus(),
      t: onRange,
      e: onExport,
      j: () => step(log, events, 1),
      k: () => step(log, events, -1),
      '[': steps.earlier,
      ']': steps.later,
      '-': steps.zoomOut,
      '=': steps.zoomIn,
      y: () => void navigator.clipboard.writeText(window.location.href),
      c: () => open && void navigator.clipboard.writeText(JSON.stringify(open, null, 2)),
      Escape: () => close(log),
    }),
    [log, events, open, steps, onRange, onExport],
  );
  useKeys(keys);
}

const rowOf = (id: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[${ROW_BUTTON}="${CSS.escape(id)}"]`);

/** With an event open the next one is opened; else the next row is gone to, and Enter opens it. */
function step({ search, change }: LogState, events: readonly AuditEvent[], by: number): void {
  const focused = document.activeElement?.getAttribute(ROW_BUTTON);
  const index = events.findIndex(({ id }) => id === (search.e ?? focused));
  const next = events[index < 0 ? 0 : index + by];
  if (!next) return;
  if (search.e === undefined) rowOf(next.id)?.focus();
  else change({ e: next.id }, { replace: true });
}

/** Back to the row that was open. */
export function close({ search, change }: LogState): void {
  if (search.e === undefined) return;
  rowOf(search.e)?.focus();
  change({ e: undefined, tab: undefined });
}
