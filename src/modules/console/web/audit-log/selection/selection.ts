import { createContext, useContext } from 'react';
import type { AuditEvent } from '../../../../audit/audit.contract';

/** As many as one export, or one erasure, takes by their ids. */
export const MOST_PICKED = 1_000;
/** As many as a query names, and so a hold. */
export const MOST_IN_QUERY = 30;

/** What is picked, its number by its id, in the order in which it was picked. */
export type Picked = ReadonlyMap<string, number>;

export interface Selection {
  readonly picked: Picked;
  /** On the page that is shown. */
  readonly events: readonly AuditEvent[];
  /** Picks it or lets it go; `through`: and all between it and the one before. */
  readonly toggle: (event: AuditEvent, through: boolean) => void;
  readonly togglePage: () => void;
  readonly clear: () => void;
}

export const SelectionContext = createContext<Selection | null>(null);

export function useSelection(): Selection {
  const selection = useContext(SelectionContext);
  if (!selection) throw new Error('nothing can be picked here');
  return selection;
}

/** With all of these picked, or none of them; never more than `MOST_PICKED`. */
export function withPicked(picked: Picked, events: readonly AuditEvent[], isPicked: boolean): Picked {
  const next = new Map(picked);
  for (const { id, sequence } of events) {
    if (!isPicked) next.delete(id);
    else if (next.size < MOST_PICKED) next.set(id, sequence);
  }
  return next;
}

/** The stretch of a page between two of its events, both included; the one alone where the other is not on it. */
export function stretch(
  events: readonly AuditEvent[],
  from: string | null,
  to: AuditEvent,
): readonly AuditEvent[] {
  const [first, last] = [
    events.findIndex(({ id }) => id === from),
    events.findIndex(({ id }) => id === to.id),
  ];
  if (first < 0 || last < 0) return [to];
  return events.slice(Math.min(first, last), Math.max(first, last) + 1);
}

/** The numbers of what is picked as a query, whenever it happened. */
export const queryOfPicked = (picked: Picked): string => `id:${[...picked.values()].join(',')}`;
