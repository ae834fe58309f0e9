import { randomUUID } from 'node:crypto';
import { expiryRule } from '../../src/modules/retention/policy/expires-on';
import { newEvent } from '../../src/modules/audit/ingest/new-event';
import type { Bench } from './bench-context';
import { copyIn, copyText } from './copy-rows';
import { EventSource } from './events';
import { atLeast, type Figure } from './figure';
import { HttpConnection, request } from './http-connection';
import { interleave, median, quantile, timed } from './statistics';

const BATCH = 1_000;
const BATCHES = 12;
const COPIERS = 2;
const SENDERS = 4;
const SINGLE_CLIENTS = 64;
const SINGLES = 64 * 50;
const ROUNDS = 5;
const MOST_P99_MS = 25;

/** How fast events become durable: bare rows by COPY, batches over HTTP, and one by one from 64 clients. */
export async function ingest(bench: Bench): Promise<Figure[]> {
  const subjects = new Subjects(bench);
  const connections = await Promise.all(
    Array.from({ length: SINGLE_CLIENTS }, () => HttpConnection.open(bench.server.port)),
  );
  const latencies: number[] = [];
  const rate = await interleave(ROUNDS, {
    copy: () => subjects.copy(),
    batches: () => subjects.send(connections.slice(0, SENDERS), subjects.batches(), BATCH),
    singles: (round) => subjects.send(connections, subjects.singles(), 1, round > 0 ? latencies : []),
  });
  connections.forEach((connection) => connection.close());
  const [copy, batches, singles] = [median(rate.copy), median(rate.batches), median(rate.singles)];
  const p99 = quantile(latencies, 0.99);
  return [
    atLeast(0.6, {
      name: 'ingest, batches of 1,000, HTTP to durable / bare COPY',
      unit: 'events/s',
      limit: copy,
      ours: batches,
    }),
    atLeast(0.25, {
      name: 'ingest, one by one, 64 clients / batch ingest',
      unit: 'events/s',
      limit: batches,
      ours: singles,
      note: `p99 ${p99.toFixed(1)} ms`,
      also: { target: `p99 ≤ ${MOST_P99_MS} ms`, met: p99 <= MOST_P99_MS },
    }),
  ];
}

/** Makes what is sent before the clock starts, and sends it. */
export class Subjects {
  readonly #source = new EventSource(4_711, { actors: 5_000, records: 200_000 });
  readonly #copied = randomUUID();
  readonly #expiresOn = expiryRule({ defaultDays: 730 });
  #sequence = 1;

  constructor(private readonly bench: Bench) {}

  /** Rows a second, two connections taking from one pile. */
  async copy(): Promise<number> {
    const pile = Array.from({ length: BATCHES }, () => this.#rows());
    const pool = this.bench.stage.admin;
    const work = (): Promise<void> =>
      pool.use(async (client) => {
        for (let rows = pile.pop(); rows; rows = pile.pop()) await copyIn(client, rows);
      });
    const ms = await timed(() => Promise.all(Array.from({ length: COPIERS }, work)));
    return (BATCHES * BATCH * 1_000) / ms;
  }

  batches(count = BATCHES): Buffer[] {
    return Array.from({ length: count }, () =>
      request('POST', '/v1/events', this.bench.access.key, {
        events: Array.from({ length: BATCH }, () => this.#source.next(new Date())),
      }),
    );
  }

  singles(): Buffer[] {
    return Array.from({ length: SINGLES }, () =>
      request('POST', '/v1/events', this.bench.access.key, this.#source.next(new Date())),
    );
  }

  /** Events a second over all connections. @throws Error when an answer is not 201. */
  async send(
    connections: readonly HttpConnection[],
    pile: Buffer[],
    events: number,
    latencies: number[] = [],
  ): Promise<number> {
    const total = pile.length * events;
    const work = async (connection: HttpConnection): Promise<void> => {
      for (let next = pile.pop(); next; next = pile.pop()) {
        const bytes = next;
        latencies.push(
          await timed(async () => {
            const { status, body } = await connection.send(bytes);
            if (status !== 201)
              throw new Error(`ingest answered ${status}: ${body.toString().slice(0, 500)}`);
          }),
        );
      }
    };
    const ms = await timed(() => Promise.all(connections.map(work)));
    return (total * 1_000) / ms;
  }

  #rows(): Buffer {
    const reporter = { api_key_id: this.#copied, ip: '127.0.0.1', request_id: this.#copied };
    const now = new Date();
    const events = Array.from({ length: BATCH }, () => newEvent(this.#source.next(now), reporter, now));
    const rows = copyText(this.#copied, events, this.#sequence, this.#expiresOn);
    this.#sequence += BATCH;
    return rows;
  }
}
