import { EventCounting } from '../../src/modules/audit/audit.counting';
import { Random } from '../bench/random';
import { startTestApp, type TestApp } from '../support/test-app';
import type { TestClient } from '../support/test-client';
import { signIn, signUpOwner, type TestPerson } from '../support/test-people';

const PIECES = [
  'actor:',
  'ip:',
  'on:',
  'result:',
  'x:',
  '"',
  '(',
  ')',
  '[',
  ' TO ',
  ' OR ',
  'NOT ',
  '-',
  ',',
  ' ',
  '..',
  '7d',
  'jane',
  '*',
  '患',
  '\0',
  '\ud800',
  "'",
  '\\',
  '2026-11-01',
  ':*',
  '&',
  '%',
];

describe('the query language through HTTP', () => {
  let test: TestApp;
  let owner: TestPerson;
  let key: TestClient;

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    const { body } = await owner.client
      .post('/v1/api-keys', { name: 'EHR', scopes: ['events:write'] })
      .expect(201);
    key = test.client(body.key ?? body.secret);
    const event = (over: object): object => ({
      action: 'patient.viewed',
      source: 'patient_activity',
      actor: { id: 'dr-1', name: 'Ada Moss', email: 'ada@acme.example' },
      summary: 'Ada Moss opened the chart of Ann Lee',
      ...over,
    });
    await key
      .post('/v1/events', {
        events: [
          event({ resource: { type: 'patient', id: '123' }, context: { ip: '10.1.2.3' } }),
          event({
            resource: { type: 'chart', id: 'patient/123' },
            outcome: 'denied',
            context: { ip: '2001:db8::1' },
          }),
          event({
            action: 'patient.updated',
            details: { plan: 'pro' },
            actor: { id: 'dr-2', name: '王小明' },
          }),
        ],
      })
      .expect(201);
  }, 120_000);
  afterAll(() => test.close());

  const list = (query: Record<string, string>) =>
    owner.client.get(`/v1/events?${new URLSearchParams({ from: '2020-01-01', ...query }).toString()}`);
  const found = async (q: string): Promise<string[]> => {
    const { body } = await list({ q: `source:"Patient Activity" (${q})` }).expect(200);
    return body.data.map(
      ({ action, outcome }: { action: string; outcome: string }) => `${action} ${outcome}`,
    );
  };

  it.each([
    ['resource:patient/123', 2],
    ['resource.type:patient', 1],
    ['ip:10.0.0.0/8', 1],
    ['ip:2001:db8::/32 result:(failure OR denied)', 1],
    ['meta.plan:"pro"', 1],
    ['"opened the chart" -ip:10.1.2.3', 2],
    ['王', 1],
    ['actor:ada action:patient.*', 2],
    ['actor.id:dr-2', 1],
    ['on:today OR after:1h', 3],
    ['before:2w', 0],
    ['has:ip NOT result:success', 1],
  ])('finds by %s (S1-19, S2-06 to S2-08, S4-13 to S4-17)', async (q, count) =>
    expect(await found(q)).toHaveLength(count),
  );

  it('takes parameters beside the language, and dates of a zone', async () => {
    const { body } = await list({
      q: 'opened',
      actor_type: 'user',
      resource_type: 'chart',
      tz: 'Asia/Tokyo',
    }).expect(200);
    expect(body.data).toHaveLength(1);
    await list({ tz: 'Mars/Base' }).expect(422);
    await list({ reported_by: 'me' }).expect(422);
  });

  it.each([
    ['colour:red', 'query.unknown_field', 0],
    ['jane actor:', 'query.syntax', 11],
    ['ip:10.0.0', 'query.value', 3],
    ['on:2026-02-30', 'query.value', 3],
    ['category:nonsense', 'query.value', 9],
    ['x'.repeat(2_001), 'query.too_long', 2_000],
  ])('answers %s with a problem that has its code and place', async (q, code, offset) => {
    const { body } = await list({ q })
      .expect(422)
      .expect('content-type', /problem\+json/);
    expect(body).toMatchObject({ code, offset, expected: expect.any(Array), errors: [{ pointer: '/q' }] });
  });

  it('keeps to the query, the order and the moment of the first page, and names the orders there are', async () => {
    const q = 'source:patient_activity after:1h';
    const all = (await list({ q, sort: 'action' }).expect(200)).body.data;
    const first = (await list({ q, sort: 'action', limit: '2' }).expect(200)).body;
    await key
      .post('/v1/events', { action: 'a.new', source: 'patient_activity', actor: { id: 'dr-3' } })
      .expect(201);
    const cursor = first.next_cursor as string;
    const second = (await list({ q, sort: 'action', limit: '2', cursor }).expect(200)).body;
    const ids = (events: { id: string }[]): string[] => events.map(({ id }) => id);
    expect(ids([...first.data, ...second.data])).toEqual(ids(all));
    const back = { q, sort: 'action', limit: '2', cursor: second.prev_cursor };
    expect(ids((await list(back).expect(200)).body.data)).toContain(first.data[1].id);
    await list({ q, sort: '-action', limit: '2', cursor }).expect(422);
    await list({ q: 'after:2h', sort: 'action', limit: '2', cursor }).expect(422);
    const { body } = await list({ sort: 'summary' }).expect(422);
    expect(body.detail).toContain('-occurred_at, occurred_at, -sequence, sequence, -action, action, -ip, ip');
  });

  const completions = async (q: string, caret = q.length) => {
    const query = new URLSearchParams({ q, caret: String(caret) }).toString();
    return (await owner.client.get(`/v1/events/completions?${query}`).expect(200)).body;
  };

  it('completes fields and values, of this organization only, and records it as what it is', async () => {
    expect((await completions('act')).options.map(({ text }: { text: string }) => text)).toContain('action:');
    await test.app.get(EventCounting).run();
    const sources = await completions('source:"Patient');
    expect(sources).toMatchObject({
      expected: 'value',
      field: 'source',
      from: 7,
      options: [{ text: 'patient_activity', help: null }],
    });
    const actors = await completions('-actor:mo');
    expect(actors).toMatchObject({
      from: 7,
      to: 9,
      options: [{ text: 'ada@acme.example', help: 'Ada Moss' }],
    });
    const other = await owner.client.post('/v1/organizations', { name: 'Other Clinic' }).expect(201);
    const stranger = await signIn(test, owner.email, other.body.id ?? other.body.organization?.id);
    const { body } = await stranger.client.get('/v1/events/completions?q=actor:mo').expect(200);
    expect(body.options).toEqual([]);
    await key.get('/v1/events/completions?q=a').expect(403);
    expect(
      (await test.events(owner.organizationId)).some(({ action }) => action === 'audit_log.query_completed'),
    ).toBe(true);
  }, 120_000);

  it('never fails, whatever it is sent', async () => {
    const random = new Random(4);
    for (let round = 0; round < 300; round++) {
      const text = Array.from({ length: 1 + random.below(12) }, () => random.of(PIECES)).join('');
      const q = encodeURIComponent(text.replaceAll('\ud800', '\ufffd'));
      const { status } = await owner.client.get(`/v1/events?limit=1&q=${q}`);
      expect({ text, fine: status === 200 || status === 422 }).toEqual({ text, fine: true });
      const offered = await owner.client.get(`/v1/events/completions?q=${q}&caret=${random.below(20)}`);
      expect({ text, status: offered.status }).toEqual({ text, status: 200 });
    }
  }, 120_000);
});
