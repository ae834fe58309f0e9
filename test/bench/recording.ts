import type { Bench } from './bench-context';
import { atMost, type Figure } from './figure';
import { HttpConnection, request } from './http-connection';
import { startServer } from './server-process';
import { median, quantile, timed } from './statistics';

const TIMES = 300;
const WARM_UP = 100;
const MOST_MORE_MS = 1;
const ROUTE = '/v1/organization';

/** What it costs that a read is recorded durably before it is answered. */
export async function recording(bench: Bench): Promise<Figure[]> {
  const without = await startServer(bench.stage, 'test/bench/unrecorded-server.js', { DAYBOOK_ROLE: 'api' });
  const [plain, recorded] = await Promise.all([
    HttpConnection.open(without.port),
    HttpConnection.open(bench.server.port),
  ]);
  const bytes = request('GET', ROUTE, bench.access.session);
  const ask = (connection: HttpConnection): Promise<number> =>
    timed(async () => {
      const { status, body } = await connection.send(bytes);
      if (status !== 200) throw new Error(`${ROUTE}: ${status} ${body.toString()}`);
    });
  const times: { plain: number[]; recorded: number[] } = { plain: [], recorded: [] };
  for (let n = -WARM_UP; n < TIMES; n++) {
    const [first, second] = [await ask(plain), await ask(recorded)];
    if (n < 0) continue;
    times.plain.push(first);
    times.recorded.push(second);
  }
  plain.close();
  recorded.close();
  await without.stop();
  return [figure(times)];
}

function figure({ plain, recorded }: { plain: number[]; recorded: number[] }): Figure {
  const [limit, ours] = [median(plain), median(recorded)];
  return atMost(1.25, {
    name: `GET ${ROUTE}, recorded / unrecorded, p50`,
    unit: 'ms',
    limit,
    ours,
    note: `${(ours - limit).toFixed(2)} ms more; p95 ${quantile(recorded, 0.95).toFixed(1)} / ${quantile(plain, 0.95).toFixed(1)} ms`,
    also: { target: `≤ ${MOST_MORE_MS} ms more`, met: ours - limit <= MOST_MORE_MS },
  });
}
