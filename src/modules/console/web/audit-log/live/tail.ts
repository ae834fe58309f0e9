import type { AuditEvent, EventPage } from '../../../../audit/audit.contract';
import type { Problem } from '../../api/problem';
import type { Link } from './follow';
import { freshOf } from './merge';

/** What has come by the stream. */
export interface Tail {
  readonly shown: readonly AuditEvent[];
  readonly waiting: readonly AuditEvent[];
  readonly waitingCount: number;
  readonly count: number;
  readonly isPaused: boolean;
  /** On another page of the list. */
  readonly isHeld: boolean;
  /** More came than is kept here: the list has to be read again. */
  readonly isPartial: boolean;
  readonly link: Link;
  readonly problem: Problem | null;
}

export const NOTHING_YET: Tail = {
  shown: [],
  waiting: [],
  waitingCount: 0,
  count: 0,
  isPaused: false,
  isHeld: false,
  isPartial: false,
  link: 'connecting',
  problem: null,
};

/** Of each: as many as two of the largest pages. */
const MOST_KEPT = 400;

export type Happening =
  | 'reset'
  /** The first page, as it was read just now. */
  | { readonly page: EventPage }
  | { readonly events: readonly AuditEvent[] }
  | { readonly link: Link }
  | { readonly problem: Problem }
  | { readonly paused: boolean }
  | { readonly held: boolean };

export function tailAfter(tail: Tail, what: Happening): Tail {
  if (what === 'reset') return { ...NOTHING_YET, isHeld: tail.isHeld };
  if ('page' in what) return { ...tail, shown: freshOf(what.page, tail.shown), isPartial: false };
  if ('link' in what) return { ...tail, link: what.link };
  if ('problem' in what) return { ...tail, problem: what.problem };
  if ('paused' in what) return released({ ...tail, isPaused: what.paused });
  if ('held' in what) return released({ ...tail, isHeld: what.held });
  const { length } = what.events;
  if (tail.isPaused || tail.isHeld)
    return {
      ...tail,
      waiting: newest([...tail.waiting, ...what.events]),
      waitingCount: tail.waitingCount + length,
    };
  return shownAfter(tail, what.events, length);
}

/** What has waited is shown as soon as nothing holds it any more. */
function released(tail: Tail): Tail {
  if (tail.isPaused || tail.isHeld || tail.waitingCount === 0) return tail;
  return shownAfter({ ...tail, waiting: [], waitingCount: 0 }, tail.waiting, tail.waitingCount);
}

function shownAfter(tail: Tail, events: readonly AuditEvent[], count: number): Tail {
  const shown = [...tail.shown, ...events];
  const isPartial = tail.isPartial || count > events.length || shown.length > MOST_KEPT;
  return { ...tail, shown: newest(shown), count: tail.count + count, isPartial };
}

const newest = (events: readonly AuditEvent[]): readonly AuditEvent[] => events.slice(-MOST_KEPT);
