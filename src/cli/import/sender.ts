import type { IngestItem, IngestResult } from '../../modules/audit/audit.contract';
import type { Outgoing } from './outgoing';
import { retryAfterMs, TryLater, withPatience, type Patience } from './retry';

const TIMEOUT_MS = 60_000;
const LATER = new Set([408, 429, 500, 502, 503, 504]);

export interface Target {
  /** The server's address; an event goes to `/v1/events` below it. */
  readonly url: string;
  readonly key: string;
  readonly patience: Patience;
}

/** Sends batches as NDJSON, in which the server judges each line by itself. Ids are ours, so a repeated batch does no harm. */
export class Sender {
  readonly #address: URL;

  constructor(
    private readonly target: Target,
    private readonly onWait: (reason: string, ms: number) => void,
  ) {
    this.#address = new URL('v1/events', target.url.endsWith('/') ? target.url : `${target.url}/`);
  }

  /** What became of each event. A proxy that takes less than Daybook does (413) gets halves. @throws Error when it is no use to go on. */
  async send(batch: readonly Outgoing[]): Promise<readonly IngestItem[]> {
    const answer = await withPatience(() => this.#post(batch), this.target.patience, this.onWait);
    if (answer !== 'too large') return answer;
    if (batch.length === 1)
      return [
        { id: null, status: 'rejected', errors: [{ pointer: '', detail: 'is too large for the server' }] },
      ];
    const middle = batch.length >> 1;
    return [...(await this.send(batch.slice(0, middle))), ...(await this.send(batch.slice(middle)))];
  }

  async #post(batch: readonly Outgoing[]): Promise<readonly IngestItem[] | 'too large'> {
    const response = await this.#request(batch.map(({ line }) => `${line}\n`).join(''));
    if (response.status === 413) return 'too large';
    if (LATER.has(response.status))
      throw new TryLater(
        `${this.#address.host} answered ${response.status}`,
        retryAfterMs(response.headers.get('retry-after'), Date.now()),
      );
    const body = await bodyOf(response);
    if (response.ok && Array.isArray((body as IngestResult).items)) return (body as IngestResult).items;
    const { detail, title } = body as { detail?: string; title?: string };
    throw new Error(
      `${this.#address.href} answered ${response.status}: ${detail ?? title ?? 'not as Daybook answers'}${hintFor(response.status)}`,
    );
  }

  async #request(body: string): Promise<Response> {
    try {
      return await fetch(this.#address, {
        method: 'POST',
        headers: { authorization: `Bearer ${this.target.key}`, 'content-type': 'application/x-ndjson' },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (error) {
      const { message, cause } = error as Error & { cause?: { code?: string; message?: string } };
      throw new TryLater(
        `${this.#address.host} cannot be reached (${cause?.code ?? cause?.message ?? message})`,
      );
    }
  }
}

/** An answer that breaks off is asked for again: the ids tell the server what it has. */
async function bodyOf(response: Response): Promise<object> {
  const text = await response.text().catch((error: Error) => {
    throw new TryLater(`the answer broke off (${error.message})`);
  });
  try {
    return Object(JSON.parse(text)) as object;
  } catch {
    return {};
  }
}

const hintFor = (status: number): string =>
  status === 401 || status === 403
    ? ' Give an API key with the scope events:write, by --key or DAYBOOK_API_KEY.'
    : '';
