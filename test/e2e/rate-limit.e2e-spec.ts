import { startTestApp, type TestApp } from '../support/test-app';
import { mintTestKey } from '../support/test-api-key';
import { signUpOwner, type TestPerson } from '../support/test-people';
import { RateCounters } from '../../src/platform/http/rate-limit/rate-counters';

const limits = {
  addressPerMinute: 20,
  sessionPerMinute: 40,
  eventsPerSecond: 3,
  organizationEventsPerSecond: 4,
};
const MINUTE_MS = 60_000;
const event = { action: 'invoice.viewed', actor: { type: 'user', id: 'u1' } };

describe('limits of requests', () => {
  let test: TestApp;
  let second: TestApp;
  let owner: TestPerson;

  beforeAll(async () => {
    test = await startTestApp({ settings: { limits } });
    owner = await signUpOwner(test);
    second = await startTestApp({ settings: { limits }, database: test.database });
  });
  afterAll(async () => {
    await second.close();
    await test.close();
  });
  /** Each begins a window, which does not end by itself however slow the machine is. */
  beforeEach(() => {
    const start = new Date(Math.ceil(test.clock.now().getTime() / MINUTE_MS + 1) * MINUTE_MS);
    for (const { clock } of [test, second]) clock.standAt(start);
  });

  const syncBoth = async (): Promise<void> => {
    for (const each of [test, second, test]) await each.app.get(RateCounters).sync();
  };

  it('are told with every answer, and refuse with a time to wait', async () => {
    const first = await test.anonymous.get('/v1/organization').expect(401);
    expect(first.headers['ratelimit-policy']).toBe('"address";q=20;w=60');
    expect(first.headers.ratelimit).toMatch(/^"address";r=\d+;t=\d+$/);
    const before = (await test.events()).length;
    const statuses: number[] = [];
    for (let n = 0; n < 30; n++) statuses.push((await test.anonymous.get('/v1/organization')).status);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(10);
    const refused = await test.anonymous.get('/v1/organization').expect(429);
    expect(refused.body.code).toBe('request.throttled');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    const recorded = (await test.events())
      .slice(before)
      .filter(({ context }) => context.http?.status === 429);
    expect(recorded).toHaveLength(1);
    await owner.client.get('/v1/session').expect(200);
  });

  it('hold for addresses that do not exist', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 25; n++) statuses.push((await test.anonymous.get('/v1/nothing')).status);
    expect([...new Set(statuses)]).toEqual([404, 429]);
    expect((await test.anonymous.get('/v1/nothing')).body.code).toBe('request.throttled');
  });

  it('hold for all processes together', async () => {
    const ask = async (app: TestApp): Promise<number> =>
      (await app.client(owner.token).get('/v1/session')).status;
    for (let n = 0; n < 18; n++) expect([await ask(test), await ask(second)]).toEqual([200, 200]);
    await syncBoth();
    for (let n = 0; n < 3; n++) await ask(second);
    await syncBoth();
    expect(await ask(test)).toBe(200);
    await syncBoth();
    await ask(second);
    await syncBoth();
    expect([await ask(second), await ask(test)]).toEqual([429, 429]);
  });

  it('count the events of a key and of its organization', async () => {
    const [key, other] = [await mintTestKey(test, owner), await mintTestKey(test, owner)];
    const send = (token: string, count: number) =>
      test.client(token).post('/v1/events', { events: Array.from({ length: count }, () => event) });
    await send(key, 25).expect(201);
    const refused = await send(key, 6).expect(429);
    expect(refused.headers['ratelimit-policy']).toBe('"events";q=30;w=10');
    await send(other, 9).expect(201);
    const all = await send(other, 9).expect(429);
    expect(all.headers['ratelimit-policy']).toBe('"organization-events";q=40;w=10');
    test.clock.advance(10_000);
    await send(key, 25).expect(201);
  });
});
