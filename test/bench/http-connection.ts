import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly head: string;
  readonly body: Buffer;
}

interface Settle {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * One kept-alive HTTP/1.1 connection that sends requests made beforehand, one after the other, and looks at an answer no
 * further than its length: a client must cost little, because it shares the machine with what it measures.
 */
export class HttpConnection {
  #chunks: Buffer[] = [];
  #size = 0;
  #expected = Infinity;
  #bodyStart = 0;
  #settle: Settle | undefined;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.on('error', (error) => this.#settle?.reject(error));
    socket.on('close', () => this.#settle?.reject(new Error('the server closed the connection')));
  }

  static async open(port: number): Promise<HttpConnection> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new HttpConnection(socket);
  }

  send(request: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.socket.write(request);
    });
  }

  close(): void {
    this.#settle = undefined;
    this.socket.destroy();
  }

  #receive(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    if (this.#expected === Infinity) this.#readHead();
    if (this.#size < this.#expected) return;
    const all = Buffer.concat(this.#chunks);
    const { resolve } = this.#settle as Settle;
    const head = all.toString('latin1', 0, this.#bodyStart);
    const answer = { status: Number(head.slice(9, 12)), head, body: all.subarray(this.#bodyStart) };
    [this.#chunks, this.#size, this.#expected, this.#settle] = [[], 0, Infinity, undefined];
    resolve(answer);
  }

  #readHead(): void {
    const seen = this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : Buffer.concat(this.#chunks);
    const end = seen.indexOf('\r\n\r\n');
    if (end === -1) return;
    const length = /\r\ncontent-length: (\d+)/i.exec(seen.toString('latin1', 0, end));
    this.#bodyStart = end + 4;
    this.#expected = this.#bodyStart + Number(length?.[1] ?? 0);
  }
}

/** The bytes of a request. */
export function request(method: string, path: string, token: string, body?: unknown): Buffer {
  const content = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  const head = [
    `${method} ${path} HTTP/1.1`,
    'host: localhost',
    'user-agent: daybook-bench',
    ...(token ? [`authorization: Bearer ${token}`] : []),
    ...(content ? ['content-type: application/json', `content-length: ${content.length}`] : []),
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), content ?? Buffer.alloc(0)]);
}
