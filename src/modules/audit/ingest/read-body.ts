import { DaybookError, invalid, type FieldError } from '../../../platform/errors/daybook-error';
import { pointerTo } from '../../../platform/errors/pointer';
import { NdjsonBody } from '../../../platform/http/body-parsers';
import { parseStrictJson } from '../../../platform/http/strict-json';

export const MOST_EVENTS = 1_000;

/** One event of a request: its value, or why it could not even be parsed; `pointer` leads to it. */
export interface Received {
  readonly pointer: string;
  readonly value?: unknown;
  readonly malformed?: readonly FieldError[];
}

export interface ReceivedBody {
  readonly events: readonly Received[];
  /** One event by itself is answered by the status of the response, a batch item by item. */
  readonly single: boolean;
}

/** One event, `{ "events": […] }` (or another `list`), or NDJSON. @throws DaybookError for a body that is none of these. */
export function readBody(body: unknown, list = 'events'): ReceivedBody {
  const received =
    body instanceof NdjsonBody ? { events: lines(body.bytes), single: false } : fromJson(body, list);
  if (received.events.length === 0)
    throw invalid('batch.empty', 'The request has no event.', [
      { pointer: `/${list}`, detail: 'holds no event' },
    ]);
  if (received.events.length > MOST_EVENTS) {
    throw new DaybookError(
      'too_large',
      'batch.too_large',
      `The request has ${received.events.length} events; send at most ${MOST_EVENTS} at once.`,
      {
        errors: [{ pointer: `/${list}`, detail: `holds more than ${MOST_EVENTS} events` }],
      },
    );
  }
  return received;
}

function fromJson(body: unknown, list: string): ReceivedBody {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) {
    throw invalid(
      'request.invalid',
      'The body must be an event, an object with a list of events, or NDJSON.',
      [{ pointer: '', detail: 'must be an object' }],
    );
  }
  if (!(list in body)) return { events: [{ pointer: '', value: body }], single: true };
  const { [list]: events, ...others } = body as Record<string, unknown>;
  const errors = [
    ...(Array.isArray(events) ? [] : [{ pointer: `/${list}`, detail: 'must be a list' }]),
    ...Object.keys(others).map((key) => ({ pointer: pointerTo('', key), detail: 'is not known here' })),
  ];
  if (errors.length > 0)
    throw invalid('request.invalid', 'The batch has fields that cannot be used.', errors);
  return {
    events: (events as unknown[]).map((value, index) => ({ pointer: `/${list}/${index}`, value })),
    single: false,
  };
}

function lines(bytes: Buffer): Received[] {
  const received: Received[] = [];
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(0x0a, start);
    const end = found === -1 ? bytes.length : found;
    const line = bytes.subarray(start, end);
    start = end + 1;
    if (line.length > 0 && line.toString().trim() !== '') received.push(parsedLine(line, received.length));
    if (received.length > MOST_EVENTS) break;
  }
  return received;
}

function parsedLine(line: Buffer, index: number): Received {
  try {
    return { pointer: `/${index}`, value: parseStrictJson(line) };
  } catch (error) {
    if (!(error instanceof DaybookError)) throw error;
    return { pointer: `/${index}`, malformed: error.more.errors ?? [{ pointer: '', detail: error.message }] };
  }
}
