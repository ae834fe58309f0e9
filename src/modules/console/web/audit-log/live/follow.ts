import type { AuditEvent } from '../../../../audit/audit.contract';
import { stream, type Parameters } from '../../api/api';
import { ApiError, problemOf, type Problem } from '../../api/problem';
import { readMessages, type Message } from './messages';

export type Link = 'connecting' | 'open' | 'broken';

export interface Followed {
  readonly onEvents: (events: readonly AuditEvent[]) => void;
  readonly onLink: (link: Link) => void;
  /** The stream has its place: what was stored before is to be read from the list, what comes after comes here. */
  readonly onPlace: () => void;
  /** Why there will be no more. */
  readonly onEnd: (problem: Problem) => void;
}

const LEAST_WAIT_MS = 1_000;
const MOST_WAIT_MS = 15_000;

/** Statuses after which coming back helps: nobody there, too many at once, restarting. */
const isPassing = ({ status }: Problem): boolean => status === 0 || status === 429 || status >= 500;

/**
 * The live stream of a search until `signal` is aborted. After a cut it is opened again behind the last sequence that came, so that
 * nothing is missed and nothing comes twice.
 */
export async function follow(query: Parameters, followed: Followed, signal: AbortSignal): Promise<void> {
  let place: string | null = null;
  let wait = LEAST_WAIT_MS;
  const take = (messages: readonly Message[]): void => {
    const isFirst = place === null;
    place = messages.findLast(({ id }) => id !== null)?.id ?? place;
    if (messages.some(({ event }) => event === 'event')) wait = LEAST_WAIT_MS;
    if (isFirst && place !== null) followed.onPlace();
    const events = messages.filter(({ event }) => event === 'event');
    if (events.length > 0) followed.onEvents(events.map(({ data }) => JSON.parse(data) as AuditEvent));
    const last = messages.find(({ event }) => event === 'end');
    if (last) throw new ApiError(JSON.parse(last.data) as Problem);
  };
  while (!signal.aborted) {
    try {
      followed.onLink('connecting');
      await read({ ...query, after: place ?? undefined }, { take, followed, signal });
    } catch (error) {
      if (signal.aborted) return;
      const problem = problemOf(error);
      // The log is shorter than it was: it was set back to a copy. What there is now is read again.
      if (problem.code === 'sequence.not_reached') place = null;
      else if (!isPassing(problem)) return followed.onEnd(problem);
      wait = Math.max(wait, (problem.retryAfterSeconds ?? 0) * 1_000);
    }
    followed.onLink('broken');
    await pause(wait, signal);
    wait = Math.min(wait * 2, MOST_WAIT_MS);
  }
}

interface Reading {
  readonly take: (messages: readonly Message[]) => void;
  readonly followed: Followed;
  readonly signal: AbortSignal;
}

async function read(query: Parameters, { take, followed, signal }: Reading): Promise<void> {
  const body = await stream('/v1/events/stream', { query, signal });
  followed.onLink('open');
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const found = readMessages(rest + part.value);
    rest = found.rest;
    take(found.messages);
  }
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      done();
    });
  });
