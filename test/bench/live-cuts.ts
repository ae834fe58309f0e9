import { openStream } from '../support/event-stream';
import { followThroughCuts } from '../support/live-drill';
import type { Bench } from './bench-context';
import { EventSource } from './events';
import { within, type Figure } from './figure';
import { HttpConnection, request } from './http-connection';

const EVENTS = 100_000;
const CUTS = 50;
const BATCH = 1_000;
const MOST_SECONDS = 120;

/** Check 5 of issue 4 at its full size: every event once, in order, while the connection is cut again and again. */
export async function liveThroughCuts(bench: Bench, token: string): Promise<Figure> {
  const url = `http://127.0.0.1:${bench.server.port}`;
  const start = performance.now();
  const seen = await followThroughCuts({
    url,
    token,
    after: await headOf(url, token),
    events: EVENTS,
    cuts: CUTS,
    append: (action) => append(bench, action),
  });
  const wrong = seen.findIndex((sequence, n) => n > 0 && sequence <= (seen[n - 1] as number));
  if (wrong !== -1 || seen.length !== EVENTS)
    throw new Error(`${seen.length} of ${EVENTS} events came; out of order at ${wrong}`);
  return within(MOST_SECONDS, {
    name: `live, ${EVENTS.toLocaleString('en')} events through ${CUTS} cuts`,
    unit: 's',
    limit: null,
    ours: (performance.now() - start) / 1_000,
    note: 'each once, in order',
  });
}

/** Where a stream begins is the first thing it says. */
function headOf(url: string, token: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const opened = openStream(url, {
      token,
      query: '?action=nothing.happens',
      take: ({ id }) => {
        resolve(Number(id));
        void opened.then((stream) => stream.cut());
      },
    });
    opened.catch(reject);
  });
}

async function append({ server, access }: Bench, action: string): Promise<void> {
  const connection = await HttpConnection.open(server.port);
  const source = new EventSource(77, { actors: 500, records: 5_000 });
  for (let sent = 0; sent < EVENTS; sent += BATCH) {
    const events = Array.from({ length: BATCH }, () => ({ ...source.next(new Date()), action }));
    const { status } = await connection.send(request('POST', '/v1/events', access.key, { events }));
    if (status !== 201) throw new Error(`ingest answered ${status}`);
  }
  connection.close();
}
