import { problemOf } from '../../../platform/http/problem';
import type { AuditEvent } from '../audit.contract';

/** Server-sent events (WHATWG HTML, "Server-sent events"): what is written into a live stream. JSON has no line breaks. */

export const retryMessage = (milliseconds: number): string => `retry: ${milliseconds}\n\n`;

export const HEARTBEAT = ': still here\n\n';

/** Nothing up to this sequence is missing: where to go on from, if the stream is cut now. */
export const throughMessage = (sequence: number): string =>
  `id: ${sequence}\nevent: through\ndata: {"sequence":${sequence}}\n\n`;

/** Why the stream ends, as a problem document (RFC 9457). A reader that gets it need not come back with the same credential. */
export const endMessage = (reason: unknown): string =>
  `event: end\ndata: ${JSON.stringify(problemOf(reason))}\n\n`;

/** As many of the events as fit, at least one. */
export interface Portion {
  readonly bytes: Buffer;
  /** The sequence of its last event. */
  readonly last: number;
  readonly count: number;
  /** Whether all of the events are in it. */
  readonly whole: boolean;
}

/** Null without events. */
export function portionOf(events: readonly AuditEvent[], mostBytes: number): Portion | null {
  const messages: Buffer[] = [];
  let length = 0;
  for (const event of events) {
    const message = Buffer.from(`id: ${event.sequence}\nevent: event\ndata: ${JSON.stringify(event)}\n\n`);
    if (messages.length > 0 && length + message.length > mostBytes) break;
    messages.push(message);
    length += message.length;
  }
  const last = events[messages.length - 1]?.sequence;
  if (last === undefined) return null;
  const { length: count } = messages;
  return { bytes: Buffer.concat(messages, length), last, count, whole: count === events.length };
}
