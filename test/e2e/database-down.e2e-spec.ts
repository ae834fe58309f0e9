import { randomUUID } from 'node:crypto';
import { RouteTable, type Route } from '../../src/platform/http/route-table';
import { drillEvent } from '../support/drill-load';
import { eventIn, openStream } from '../support/event-stream';
import { OwnDatabase } from '../support/own-database';
import { startTestApp, type TestApp } from '../support/test-app';
import { signUpOwner, type TestPerson } from '../support/test-people';
import { until } from '../support/until';

const STOPPED_LIMIT_MS = 2_000;
/** A frozen database must first be told from a slow one. */
const FROZEN_LIMIT_MS = 4_000;

interface Answer {
  readonly route: string;
  readonly status: number;
  readonly type: string | null;
  readonly retryAfter: string | null;
  readonly milliseconds: number;
}

describe('with the database down', () => {
  const database = new OwnDatabase();
  let test: TestApp;
  let owner: TestPerson;
  let apiKey: string;

  beforeAll(async () => {
    await database.prepare();
    test = await startTestApp({ database, settings: { logLevel: 'silent' } });
    owner = await signUpOwner(test);
    const key = { name: 'drill', scopes: ['events:write'] };
    const { body } = await owner.client.post('/v1/api-keys', key).expect(201);
    apiKey = (body as { key: string }).key;
  }, 120_000);
  afterAll(async () => {
    database.thaw();
    await test?.close();
    await database.drop();
  });

  const recorded = (): Route[] =>
    test.app
      .get(RouteTable)
      .all()
      .filter(({ action }) => action !== null);

  /** Milliseconds of the slowest answer when as many are asked at once, and all is well: what the machine itself takes. */
  async function usual(): Promise<number> {
    const organization = { method: 'GET', path: '/v1/organization' } as const;
    const answers = await Promise.all(recorded().map(() => ask(organization, owner.token)));
    return Math.max(...answers.map(({ milliseconds }) => milliseconds));
  }

  const askAll = (): Promise<Answer[]> =>
    Promise.all([
      ...recorded().map((route) => ask(route, owner.token)),
      ask({ method: 'POST', path: '/v1/events' }, apiKey),
      ask({ method: 'GET', path: '/nowhere' }, owner.token),
    ]);

  async function ask({ method, path }: Pick<Route, 'method' | 'path'>, token: string): Promise<Answer> {
    const asked = Date.now();
    const hasBody = !['GET', 'DELETE'].includes(method);
    const response = await fetch(test.url + path.replaceAll(/:\w+/g, randomUUID()), {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(hasBody ? { 'content-type': 'application/json' } : {}),
      },
      ...(hasBody ? { body: '{}' } : {}),
      signal: AbortSignal.timeout(30_000),
    });
    await response.arrayBuffer();
    return {
      route: `${method} ${path}`,
      status: response.status,
      type: response.headers.get('content-type'),
      retryAfter: response.headers.get('retry-after'),
      milliseconds: Date.now() - asked,
    };
  }

  function expectRefusals(answers: readonly Answer[], limit: number): void {
    const wrong = answers.filter(
      ({ status, type, retryAfter, milliseconds }) =>
        status !== 503 ||
        !type?.startsWith('application/problem+json') ||
        !(Number(retryAfter) > 0) ||
        milliseconds > limit,
    );
    expect(wrong).toEqual([]);
    expect(answers.length).toBeGreaterThan(20);
  }

  async function expectProbes(ready: number): Promise<void> {
    await test.anonymous.get('/healthz').expect(200);
    await test.anonymous.get('/metrics').expect(200);
    await test.anonymous.get('/readyz').expect(ready);
  }

  const recovered = (): Promise<boolean> =>
    until('the recovery', async () => (await owner.client.get('/v1/organization')).status === 200);

  async function post(id: string): Promise<{ status: string }> {
    const { body } = await test.client(apiKey).post('/v1/events', drillEvent(id));
    return (body as { items: { status: string }[] }).items[0] as { status: string };
  }

  /** A stream that was open before the database went away. */
  async function follow(): Promise<{ seen: string[]; cut: () => void }> {
    const seen: string[] = [];
    const reader = await openStream(test.url, {
      token: owner.token,
      query: '?action=drill.happened',
      take: (message) => void (message.event === 'event' && seen.push(eventIn(message).id)),
    });
    return { seen, cut: () => reader.cut() };
  }

  it.each(['stopped', 'frozen'])(
    'answers every route by 503 while it is %s, and recovers by itself',
    async (how) => {
      const limit = (how === 'stopped' ? STOPPED_LIMIT_MS : FROZEN_LIMIT_MS) + 2 * (await usual());
      const id = randomUUID();
      expect((await post(id)).status).toBe('stored');
      const live = await follow();
      if (how === 'stopped') await database.shutDown();
      else database.freeze();

      expectRefusals(await askAll(), limit);
      await expectProbes(503);
      expectRefusals(await askAll(), limit);

      if (how === 'stopped') await database.start();
      else database.thaw();
      await recovered();
      await expectProbes(200);
      expect((await post(id)).status).toBe('duplicate');
      const later = randomUUID();
      expect((await post(later)).status).toBe('stored');
      await until('the live stream to go on', async () => live.seen.at(-1) === later);
      expect(live.seen).toEqual([later]);
      live.cut();
    },
    120_000,
  );

  it('works on jobs again', async () => {
    const query = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' };
    const { body } = await owner.client.post('/v1/exports', { format: 'csv', query }).expect(202);
    const { id } = body as { id: string };
    await until('the export', async () => {
      const { body: found } = await owner.client.get(`/v1/exports/${id}`).expect(200);
      return (found as { state: string }).state === 'finished';
    });
  }, 120_000);
});
