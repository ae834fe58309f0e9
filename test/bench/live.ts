import { setTimeout as delay } from 'node:timers/promises';
import { openStream, type StreamReader } from '../support/event-stream';
import { call } from './api';
import type { Bench } from './bench-context';
import { EventSource } from './events';
import { orBroken, within, type Figure } from './figure';
import { HttpConnection, request } from './http-connection';
import { liveThroughCuts } from './live-cuts';
import { quantile } from './statistics';

const FOLLOWERS = [1, 50, 200];
/** Streams of one key. */
const OF_ONE_KEY = 20;
const EVENTS = 600;
/** In the largest organization, a quarter of a second apart. */
const BATCH = 20;
const PAUSE_MS = 250;
const MOST_P99_MS = 2_000;
const PATIENCE_MS = 60_000;

/** New events to all who follow the log: from the moment they are sent to the moment they arrive. */
export async function live(bench: Bench): Promise<Figure[]> {
  const keys = await readingKeys(bench, Math.max(...FOLLOWERS) / OF_ONE_KEY);
  const figures: Figure[] = [];
  for (const followers of FOLLOWERS) figures.push(await follow(bench, keys, followers));
  const name = 'live, through cuts';
  figures.push(await orBroken(name, () => liveThroughCuts(bench, keys[0] as string)));
  return figures;
}

async function readingKeys({ server, access }: Bench, count: number): Promise<string[]> {
  const connection = await HttpConnection.open(server.port);
  const keys: string[] = [];
  while (keys.length < count) {
    const body = { name: `Follower ${keys.length + 1}`, scopes: ['audit:read'] };
    keys.push((await call<{ key: string }>(connection, 'POST', '/v1/api-keys', access.session, body)).key);
  }
  connection.close();
  return keys;
}

async function follow(bench: Bench, keys: readonly string[], followers: number): Promise<Figure> {
  const sentAt = new Map<string, number>();
  const delays: number[] = [];
  const take = ({ data }: { data: string }): void => {
    const sent = sentAt.get(data.slice(7, 43));
    if (sent !== undefined) delays.push(performance.now() - sent);
  };
  const streams = await openAll(bench, keys, followers, take);
  const start = performance.now();
  await send(bench, sentAt);
  while (delays.length < EVENTS * followers && performance.now() - start < PATIENCE_MS) await delay(20);
  const seconds = (performance.now() - start) / 1_000;
  streams.forEach((stream) => stream.cut());
  if (delays.length < EVENTS * followers)
    throw new Error(`${delays.length} of ${EVENTS * followers} events arrived in time`);
  return within(MOST_P99_MS, {
    name: `live, ${followers} following, sent to arrived, p99`,
    unit: 'ms',
    limit: null,
    ours: quantile(delays, 0.99),
    note: `p50 ${quantile(delays, 0.5).toFixed(0)} ms; ${Math.round(delays.length / seconds)} events/s delivered`,
  });
}

function openAll(
  { server }: Bench,
  keys: readonly string[],
  followers: number,
  take: (message: { data: string }) => void,
): Promise<StreamReader[]> {
  return Promise.all(
    Array.from({ length: followers }, async (_, index) => {
      const token = keys[Math.floor(index / OF_ONE_KEY)];
      const stream = await openStream(`http://127.0.0.1:${server.port}`, {
        token,
        query: '?category=feature_usage&category=navigation',
        take,
      });
      if (stream.status !== 200) throw new Error(`a stream was refused: ${stream.status}`);
      return stream;
    }),
  );
}

async function send({ server, access }: Bench, sentAt: Map<string, number>): Promise<void> {
  const connection = await HttpConnection.open(server.port);
  const source = new EventSource(99, { actors: 500, records: 5_000 });
  for (let first = 0; first < EVENTS; first += BATCH) {
    const events = Array.from({ length: BATCH }, () => ({
      ...source.next(new Date()),
      category: 'navigation',
    }));
    for (const { id } of events) sentAt.set(String(id), performance.now());
    const { status } = await connection.send(request('POST', '/v1/events', access.key, { events }));
    if (status !== 201) throw new Error(`ingest answered ${status}`);
    await delay(PAUSE_MS);
  }
  connection.close();
}
