import { get, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AuditEvent } from '../../src/modules/audit/audit.contract';

/** One message of a stream of server-sent events. */
export interface StreamMessage {
  readonly event: string;
  readonly id: string | null;
  readonly data: string;
}

export interface StreamRequest {
  /** A session's token or an API key. */
  readonly token?: string | undefined;
  readonly cookie?: string;
  /** `?source=ai` */
  readonly query?: string;
  readonly lastEventId?: string | null;
  /** Called with each message, as it comes. */
  readonly take?: (message: StreamMessage) => void;
}

/** A reader of `GET /v1/events/stream`, which can be cut at any byte. */
export interface StreamReader {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The id that a browser would come back with. */
  readonly lastEventId: () => string | null;
  /** Resolves when the other side ends or the connection breaks; with what came in place of a stream. */
  readonly ended: Promise<string>;
  /** Takes nothing more until `resume()`. */
  pause(): void;
  resume(): void;
  /** Breaks the connection. */
  cut(): void;
}

/** Resolves when the head of the answer is there. */
export async function openStream(url: string, request: StreamRequest = {}): Promise<StreamReader> {
  const { token, cookie, query = '', lastEventId = null, take } = request;
  const headers = {
    accept: 'text/event-stream',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(cookie === undefined ? {} : { cookie }),
    ...(lastEventId === null ? {} : { 'last-event-id': lastEventId }),
  };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${url}/v1/events/stream${query}`, { headers, agent: false }, resolve).on('error', reject);
  });
  let last = lastEventId;
  let rest = '';
  response.setEncoding('utf8').on('data', (text: string) => {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const message of blocks.map(messageOf)) {
      last = message.id ?? last;
      if (message.data !== '') take?.(message);
    }
  });
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    lastEventId: () => last,
    ended: new Promise((resolve) =>
      response.once('error', () => undefined).once('close', () => resolve(rest)),
    ),
    pause: () => void response.pause(),
    resume: () => void response.resume(),
    cut: () => response.destroy(),
  };
}

export const eventIn = ({ data }: StreamMessage): AuditEvent => JSON.parse(data) as AuditEvent;

/** Comments have no name; each field may stand once. */
function messageOf(block: string): StreamMessage {
  const fields = new Map(
    block.split('\n').map((line) => {
      const [, name = '', value = ''] = /^([^:]*): ?([^]*)$/.exec(line) ?? [];
      return [name, value] as const;
    }),
  );
  return {
    event: fields.get('event') ?? 'message',
    id: fields.get('id') ?? null,
    data: fields.get('data') ?? '',
  };
}
