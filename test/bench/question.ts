import type { Bench } from './bench-context';
import { atMost, orBroken, type Figure } from './figure';
import { HttpConnection, request } from './http-connection';
import { median, quantile, timed } from './statistics';

const TIMES = 40;
const WARM_UP = 3;

/** One route, and the SQL that somebody would write by hand for the same. Both are asked for other values each time. */
export interface Question {
  readonly name: string;
  readonly path: (n: number) => string;
  readonly sql: string;
  readonly values: (n: number) => unknown[];
  /** At most so many times the SQL, and so many milliseconds at p95. */
  readonly times: number;
  readonly mostMs: number;
}

/** Over HTTP, recorded as every read is, and as a superuser, in turn. */
export async function ask(bench: Bench, questions: readonly Question[]): Promise<Figure[]> {
  const connection = await HttpConnection.open(bench.server.port);
  const figures: Figure[] = [];
  for (const question of questions)
    figures.push(await orBroken(question.name, () => askOne(bench, connection, question)));
  connection.close();
  return figures;
}

async function askOne(bench: Bench, connection: HttpConnection, question: Question): Promise<Figure> {
  const { name, times, mostMs } = question;
  const [sql, http]: [number[], number[]] = [[], []];
  for (let n = -WARM_UP; n < TIMES; n++) {
    const bySql = await timed(() => askDatabase(bench, question, n + WARM_UP));
    const byHttp = await timed(() => askApi(bench, connection, question, n + WARM_UP));
    if (n < 0) continue;
    sql.push(bySql);
    http.push(byHttp);
  }
  const p95 = quantile(http, 0.95);
  return atMost(times, {
    name: `${name}, HTTP p50 / SQL p50`,
    unit: 'ms',
    limit: median(sql),
    ours: median(http),
    note: `p95 ${p95.toFixed(1)} ms, SQL ${quantile(sql, 0.95).toFixed(1)} ms`,
    also: { target: `p95 ≤ ${mostMs} ms`, met: p95 <= mostMs },
  });
}

const askDatabase = ({ stage }: Bench, { sql, values }: Question, n: number): Promise<unknown> =>
  stage.admin.pool.query(sql, values(n));

async function askApi(
  { access }: Bench,
  connection: HttpConnection,
  { name, path }: Question,
  n: number,
): Promise<void> {
  const answer = await connection.send(request('GET', path(n), access.session));
  if (answer.status !== 200) throw new Error(`${name}: ${answer.status} ${answer.body.toString()}`);
}
