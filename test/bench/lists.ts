import type { EventPage } from '../../src/modules/audit/audit.contract';
import { EVENT_COLUMNS } from '../../src/modules/audit/storage/event-row';
import { call } from './api';
import type { Bench } from './bench-context';
import { atMost, orBroken, type Figure } from './figure';
import { HttpConnection, request } from './http-connection';
import { LISTS, rangeOf, WORD_LISTS, type ListQuery } from './list-queries';
import { median, quantile, timed } from './statistics';

const TIMES = 40;
const WARM_UP = 5;
const LIMIT = 50;
/** Of one page, to get to a place far into the list. */
const LARGEST = 200;

/** A page of 50 over HTTP, recorded as every read is, against the statement alone as a superuser, prepared. */
export const lists = (bench: Bench): Promise<Figure[]> => measureAll(bench, LISTS, 50);

export const words = (bench: Bench): Promise<Figure[]> => measureAll(bench, WORD_LISTS, 300);

async function measureAll(bench: Bench, queries: readonly ListQuery[], mostMs: number): Promise<Figure[]> {
  const connection = await HttpConnection.open(bench.server.port);
  const figures: Figure[] = [];
  for (const query of queries)
    figures.push(await orBroken(`list, ${query.name}`, () => measure(bench, connection, query, mostMs)));
  connection.close();
  return figures;
}

async function measure(
  bench: Bench,
  connection: HttpConnection,
  query: ListQuery,
  mostMs: number,
): Promise<Figure> {
  const range = rangeOf(query);
  const place = await placeOf(bench, connection, query, range);
  const [sql, http]: [number[], number[]] = [[], []];
  for (let n = -WARM_UP; n < TIMES; n++) {
    const bySql = (): Promise<number> => timed(() => askDatabase(bench, query, range, place, n + WARM_UP));
    const byHttp = (): Promise<number> =>
      timed(() => askApi(bench, connection, query, range, place, n + WARM_UP));
    const [limit, ours] = n % 2 === 0 ? [await bySql(), await byHttp()] : await reversed(byHttp, bySql);
    if (n >= 0) [sql, http].forEach((list, which) => list.push(which === 0 ? limit : ours));
  }
  const p95 = quantile(http, 0.95);
  return atMost(2, {
    name: `list, ${query.name}, HTTP p50 / SQL p50`,
    unit: 'ms',
    limit: median(sql),
    ours: median(http),
    note: `p95 ${p95.toFixed(1)} ms, SQL ${quantile(sql, 0.95).toFixed(1)} ms`,
    also: { target: `p95 ≤ ${mostMs} ms`, met: p95 <= mostMs },
  });
}

async function reversed(
  second: () => Promise<number>,
  first: () => Promise<number>,
): Promise<[number, number]> {
  const late = await second();
  return [await first(), late];
}

interface Range {
  readonly from: string;
  readonly to: string;
}

/** Where the page begins, for both: the API's cursor, and the last row of the page before. */
interface Place {
  readonly cursor: string | null;
  readonly occurredAt: string;
  readonly sequence: number;
}

const START: Place = { cursor: null, occurredAt: 'infinity', sequence: 0 };

async function placeOf(
  { access }: Bench,
  connection: HttpConnection,
  query: ListQuery,
  range: Range,
): Promise<Place> {
  let place = START;
  for (let left = ((query.page ?? 1) - 1) * LIMIT; left > 0; left -= LARGEST) {
    const path = pathOf(query, range, place, 0, Math.min(left, LARGEST));
    const { data, next_cursor } = await call<EventPage>(connection, 'GET', path, access.session);
    const last = data.at(-1);
    if (!last || next_cursor === null) return place;
    place = { cursor: next_cursor, occurredAt: last.occurred_at, sequence: last.sequence };
  }
  return place;
}

function pathOf(query: ListQuery, range: Range, { cursor }: Place, n: number, limit = LIMIT): string {
  const parameters = { ...range, ...query.api(n), limit: String(limit), ...(cursor ? { cursor } : {}) };
  return `/v1/events?${new URLSearchParams(parameters).toString()}`;
}

async function askApi(
  { access }: Bench,
  connection: HttpConnection,
  query: ListQuery,
  range: Range,
  place: Place,
  n: number,
): Promise<void> {
  const answer = await connection.send(request('GET', pathOf(query, range, place, n), access.session));
  if (answer.status !== 200) throw new Error(`${query.name}: ${answer.status} ${answer.body.toString()}`);
}

/** Partitions are found beforehand: whoever writes SQL by hand would know them. */
async function askDatabase(
  { stage, access, homes }: Bench,
  query: ListQuery,
  { from, to }: Range,
  { occurredAt, sequence }: Place,
  n: number,
): Promise<void> {
  const own = query.values?.(n) ?? [];
  const next = 5 + own.length;
  const text = `SELECT ${EVENT_COLUMNS} FROM events
     WHERE organization_id = $1 AND expires_on = ANY ($2::date[]) AND occurred_at >= $3 AND occurred_at < $4
       ${query.sql ? `AND ${query.sql}` : ''} AND (occurred_at, sequence) < ($${next}, $${next + 1})
     ORDER BY occurred_at DESC, sequence DESC LIMIT ${LIMIT + 1}`;
  const values = [access.organizationId, homes(from), from, to, ...own, occurredAt, sequence];
  await stage.admin.use((client) =>
    client.query({ ...(query.unprepared ? {} : { name: query.name }), text, values }),
  );
}
