import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '../../../audit/audit.contract';
import type { EventHistogram } from '../../../audit/audit.counts.contract';
import { useKeys } from '../preferences/use-keys';
import { ROW_BUTTON } from './event-row';
import type { Live } from './live/use-live';
import { valueInFocus } from './pivots/cell-values';
import { QUERY_INPUT } from './query-bar';
import { choose } from './query-terms';
import { copy, say } from './said';
import type { LogState } from './use-log';
import { useSteps } from './use-steps';

interface Given {
  readonly log: LogState;
  readonly live: Live;
  readonly histogram: EventHistogram | undefined;
  readonly onRange: () => void;
  readonly onFacets: () => void;
  readonly onExport: () => void;
  readonly onSave: () => void;
}

/** The keys of the page (console/README.md). */
export function useLogKeys({ log, live, histogram, onRange, onFacets, onExport, onSave }: Given): void {
  const { t } = useTranslation();
  const steps = useSteps(log, histogram);
  const { rows: events, toggle } = live;
  const keys = useMemo(() => {
    const pivot = (choice: 'included' | 'excluded') => (): void => {
      const found = valueInFocus();
      if (found) log.ask({ q: choose(log.q, found.field, found.value, choice) });
      else say(t('pivot.none'));
    };
    return {
      '/': () => document.getElementById(QUERY_INPUT)?.focus(),
      t: onRange,
      f: onFacets,
      e: onExport,
      s: onSave,
      l: toggle,
      i: pivot('included'),
      x: pivot('excluded'),
      j: () => step(log, events, 1),
      k: () => step(log, events, -1),
      '[': steps.earlier,
      ']': steps.later,
      '-': steps.zoomOut,
      '=': steps.zoomIn,
      y: () => copy(window.location.href, t('pivot.linkCopied')),
      c: () => {
        const event = events.find(({ id }) => id === (log.search.e ?? focusedRow()));
        if (event) copy(JSON.stringify(event, null, 2), t('pivot.jsonCopied'));
        else say(t('pivot.noEvent'));
      },
      Escape: () => close(log),
    };
  }, [log, events, toggle, steps, onRange, onFacets, onExport, onSave, t]);
  useKeys(keys);
}

const rowOf = (id: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[${ROW_BUTTON}="${CSS.escape(id)}"]`);

/** The event of the row in which the focus is. */
const focusedRow = (): string | null | undefined =>
  document.activeElement?.closest('tr, li')?.querySelector(`[${ROW_BUTTON}]`)?.getAttribute(ROW_BUTTON);

/** With an event open the next one is opened; else the next row is gone to, and Enter opens it. */
function step({ search, change }: LogState, events: readonly AuditEvent[], by: number): void {
  const index = events.findIndex(({ id }) => id === (search.e ?? focusedRow()));
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
