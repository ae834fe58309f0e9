import type { Socket } from 'node:net';
import { AuditReader } from '../../src/modules/audit/audit.reader';
import { DEFAULT_STREAM_OPTIONS, STREAM_OPTIONS } from '../../src/modules/audit/live/stream-options';
import { LiveStreams } from '../../src/modules/audit/live/live-streams';
import { openStream, type StreamReader } from '../support/event-stream';
import { mintTestKey } from '../support/test-api-key';
import { startTestApp, type TestApp } from '../support/test-app';
import { signUpOwner, type TestPerson } from '../support/test-people';
import { until } from '../support/until';

const FOLLOWERS = 200;
const OPTIONS = { ...DEFAULT_STREAM_OPTIONS, mostOfOne: FOLLOWERS };
const PATIENCE_MS = 60_000;
const QUERY = '?action=chart.*';

interface Reader extends StreamReader {
  readonly seen: number[];
}

async function start(options = OPTIONS) {
  const test = await startTestApp({ overrides: [{ token: STREAM_OPTIONS, value: options }] });
  const owner = await signUpOwner(test);
  const key = await mintTestKey(test, owner);
  const sockets = new Set<Socket>();
  test.app.getHttpServer().on('connection', (socket: Socket) => sockets.add(socket));
  return { test, owner, key, sockets };
}

async function follow(test: TestApp, { token }: TestPerson): Promise<Reader> {
  const seen: number[] = [];
  const reader = await openStream(test.url, {
    token,
    query: QUERY,
    take: ({ event, id }) => void (event === 'event' && seen.push(Number(id))),
  });
  return { ...reader, seen };
}

async function send(test: TestApp, key: string, count: number, note = ''): Promise<void> {
  const events = Array.from({ length: count }, () => ({
    action: 'chart.viewed',
    actor: { id: 'u1' },
    details: { note },
  }));
  await test.client(key).post('/v1/events', { events }).expect(201);
}

const numbered = async (test: TestApp): Promise<number[]> =>
  (
    await test.superuser.query<{ sequence: number }>(
      `SELECT sequence::int FROM events WHERE action = 'chart.viewed' ORDER BY sequence`,
    )
  ).rows.map(({ sequence }) => sequence);

describe('many who follow the log', () => {
  let world: Awaited<ReturnType<typeof start>>;
  let readers: Reader[] = [];

  beforeAll(async () => {
    world = await start();
  });
  afterEach(async () => {
    for (const reader of readers) reader.cut();
    readers = [];
    await until('the streams to close', async () => world.test.app.get(LiveStreams).size === 0);
  });
  afterAll(() => world.test.close());

  it('share one read of what they all ask for', async () => {
    const { test, owner, key } = world;
    readers = await Promise.all(Array.from({ length: FOLLOWERS }, () => follow(test, owner)));
    const reads = jest.spyOn(test.app.get(AuditReader), 'following');
    const batches = 10;
    for (let n = 1; n <= batches; n++) {
      await send(test, key, 5);
      await until(
        'all to have it',
        async () => readers.every(({ seen }) => seen.length === 5 * n),
        PATIENCE_MS,
      );
    }
    const expected = await numbered(test);
    expect(readers.filter(({ seen }) => seen.join() !== expected.join())).toEqual([]);
    // Somewhat more than one for each batch, where somebody was still busy. Far from one for each follower.
    expect(reads.mock.calls.length).toBeLessThanOrEqual((batches * FOLLOWERS) / 4);
    reads.mockRestore();
  }, 120_000);

  it('are not held up by one who reads slowly, and who costs no more memory than a portion', async () => {
    const { test, owner, key, sockets } = world;
    const before = (await numbered(test)).length;
    const [slow, quick] = [await follow(test, owner), await follow(test, owner)];
    readers = [slow, quick];
    slow.pause();
    const note = 'x'.repeat(6_000);
    const total = 4_000;
    for (let sent = 0; sent < total; sent += 1_000) await send(test, key, 1_000, note);
    let most = 0;
    await until(
      'the quick one',
      async () => {
        most = Math.max(most, ...[...sockets].map(({ writableLength }) => writableLength));
        return quick.seen.length === total;
      },
      PATIENCE_MS,
    );
    expect(slow.seen.length).toBeLessThan(total);
    expect(most).toBeLessThan(3 * OPTIONS.portionBytes);
    slow.resume();
    await until('the slow one', async () => slow.seen.length === total, PATIENCE_MS);
    const expected = (await numbered(test)).slice(before);
    expect([quick.seen.join() === expected.join(), slow.seen.join() === expected.join()]).toEqual([
      true,
      true,
    ]);
  }, 120_000);
});

describe('a reader who takes nothing', () => {
  it('is cut off, and holds up no shutdown (F13)', async () => {
    const { test, owner, key } = await start({ ...OPTIONS, stalledMs: 1_500, heartbeatMs: 100 });
    const [stalled, alive] = [await follow(test, owner), await follow(test, owner)];
    stalled.pause();
    for (let n = 0; n < 4; n++) await send(test, key, 1_000, 'x'.repeat(6_000));
    await until('the cut', async () => test.app.get(LiveStreams).size === 1, PATIENCE_MS);
    await until('the other one', async () => alive.seen.length === 4_000, PATIENCE_MS);

    const second = await follow(test, owner);
    second.pause();
    for (let n = 0; n < 4; n++) await send(test, key, 1_000, 'x'.repeat(6_000));
    await test.close();
    expect(await alive.ended).toBe('');
    stalled.cut();
    second.cut();
  }, 120_000);
});
