import { useMemo, useRef, useState } from 'react';
import type { AuditEvent } from '../../../../audit/audit.contract';
import type { LogState } from '../use-log';
import { stretch, withPicked, type Picked, type Selection } from './selection';

const NONE: Picked = new Map();

/** What is picked outlasts the turning of pages, and ends with the search: it would no longer be what is looked at. */
export function usePicking({ parameters }: LogState, events: readonly AuditEvent[]): Selection {
  const key = JSON.stringify(parameters);
  const [{ picked, of }, setState] = useState({ picked: NONE, of: key });
  const anchor = useRef<string | null>(null);
  const now = of === key ? picked : NONE;
  return useMemo(() => {
    const set = (next: Picked): void => setState({ picked: next, of: key });
    return {
      picked: now,
      events,
      toggle: (event, through) => {
        const isPicked = !now.has(event.id);
        set(withPicked(now, through ? stretch(events, anchor.current, event) : [event], isPicked));
        anchor.current = event.id;
      },
      togglePage: () => set(withPicked(now, events, !events.every(({ id }) => now.has(id)))),
      clear: () => set(NONE),
    };
  }, [now, events, key]);
}
