import { Agent, request } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends bytes as they are; an answer counts even if the server closes before it has read them all. */
export class RawPoster {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });

  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  post(body: string | Buffer, type = 'application/json', path = '/v1/events'): Promise<RawAnswer> {
    return new Promise((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${this.key}`,
        'content-type': type,
        'content-length': Buffer.byteLength(body),
      };
      const sent = request(`${this.url}${path}`, { method: 'POST', agent: this.#agent, headers });
      sent.on('response', (response) => void answer(response).then(resolve, reject));
      sent.on('error', reject);
      sent.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

async function answer(response: IncomingMessage): Promise<RawAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: Buffer.concat(chunks).toString(),
  };
}
