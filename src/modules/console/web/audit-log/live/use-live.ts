import { useThrottledCallback } from '@mantine/hooks';
import { useEffect, useMemo, useReducer, useRef } from 'react';
import type { AuditEvent, EventPage } from '../../../../audit/audit.contract';
import type { Problem } from '../../api/problem';
import { forgetEverything, queryClient } from '../../api/session';
import { EVENTS, type LogState } from '../use-log';
import { follow, type Link } from './follow';
import { freshOf, withFresh } from './merge';
import { NOTHING_YET, tailAfter, type Happening } from './tail';

export interface Live {
  readonly isOn: boolean;
  readonly isPaused: boolean;
  /** False on another page, or in another order: what comes waits as if paused. */
  readonly isAtTop: boolean;
  readonly link: Link;
  /** Come since it began, or went on. */
  readonly count: number;
  readonly waiting: number;
  readonly problem: Problem | null;
  readonly start: () => void;
  readonly stop: () => void;
  readonly pause: () => void;
  readonly resume: () => void;
  /** What its key does: begins, pauses, goes on. */
  readonly toggle: () => void;
  /** The first page, and what has come since. */
  readonly rows: readonly AuditEvent[];
  /** Those that came live. */
  readonly fresh: ReadonlySet<string>;
}

/** Events are drawn together, so that a burst does not draw for each. */
const DRAW_MS = 250;
const DEFAULT_LIMIT = 50;

/** Follows the search of the page while its address says `live=1`. */
export function useLive(log: LogState, page: EventPage | undefined): Live {
  const { search, change, ask } = log;
  const isOn = search.live === '1';
  const isAtTop = search.cursor === undefined && (search.sort ?? '-occurred_at') === '-occurred_at';
  const [tail, send] = useReducer(tailAfter, NOTHING_YET);
  useStream(log, isOn, send);
  const isHeld = tail.isPaused || !isAtTop;
  useEffect(() => send({ held: isHeld }), [isHeld]);
  useEffect(() => {
    if (isOn && isAtTop && page) send({ page });
  }, [page, isOn, isAtTop]);
  const most = Number(search.limit ?? DEFAULT_LIMIT);
  const fresh = useMemo(() => (isAtTop ? freshOf(page, tail.shown) : []), [page, tail.shown, isAtTop]);
  useReread(isOn, tail.isPartial || fresh.length > most);
  const start = (): void => ask({ live: '1', sort: undefined });
  const resume = (): void => {
    send({ paused: false });
    if (!isAtTop) ask({ sort: undefined });
  };
  const pause = (): void => send({ paused: true });
  return {
    ...tail,
    isOn,
    isAtTop,
    waiting: tail.waitingCount,
    start,
    stop: () => change({ live: undefined }),
    pause,
    resume,
    toggle: !isOn || tail.problem ? start : isHeld ? resume : pause,
    rows: useMemo(() => withFresh(page?.data ?? [], fresh).slice(0, 2 * most), [page, fresh, most]),
    fresh: useMemo(() => new Set(fresh.map(({ id }) => id)), [fresh]),
  };
}

const readAgain = (): void => void queryClient.invalidateQueries({ queryKey: [EVENTS] });

/** Opens and closes the stream, and opens another when the search becomes another. */
function useStream({ parameters }: LogState, isOn: boolean, send: (what: Happening) => void): void {
  const buffer = useRef<AuditEvent[]>([]);
  const draw = useThrottledCallback(() => {
    const events = buffer.current.splice(0);
    if (events.length > 0) send({ events });
  }, DRAW_MS);
  const key = JSON.stringify(parameters);
  useEffect(() => {
    send('reset');
    buffer.current = [];
    if (!isOn) return undefined;
    const ending = new AbortController();
    void follow(
      JSON.parse(key) as LogState['parameters'],
      {
        onEvents: (events) => {
          buffer.current.push(...events);
          draw();
        },
        onLink: (link) => send({ link }),
        onPlace: readAgain,
        onEnd: (problem) => (problem.status === 401 ? forgetEverything() : send({ problem })),
      },
      ending.signal,
    );
    return () => ending.abort();
  }, [key, isOn, send, draw]);
}

/** The list is read again when more has come than it shows, or than was kept: then it is whole, and short, again. */
function useReread(isOn: boolean, isDue: boolean): void {
  const soon = useThrottledCallback(readAgain, 3_000);
  useEffect(() => {
    if (isOn && isDue) soon();
  }, [isOn, isDue, soon]);
}
