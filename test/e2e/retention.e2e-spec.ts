import { createHash, randomUUID } from 'node:crypto';
import { PartitionsAhead } from '../../src/modules/retention/retention.partitions';
import { Purger } from '../../src/modules/retention/retention.purger';
import { Rehomer } from '../../src/modules/retention/retention.rehomer';
import { DAY_MS } from '../../src/platform/clock/clock';
import { mintTestKey } from '../support/test-api-key';
import { startTestApp, type TestApp } from '../support/test-app';
import { signIn, signUpOwner, type TestPerson } from '../support/test-people';
import { shortenPolicy } from '../support/test-policies';

let test: TestApp;
let owner: TestPerson;

beforeAll(async () => {
  test = await startTestApp();
  owner = await signUpOwner(test);
});

afterAll(() => test.close());

const policy = '/v1/retention-policy';
const manyRules = (count: number) => Array.from({ length: count }, (_, n) => ({ source: `s${n}`, days: 50 }));
const lastEvent = async (organizationId = owner.organizationId) => (await test.events(organizationId)).at(-1);

describe('the retention policy', () => {
  const keepForEver = {
    default_days: null,
    rules: [],
    floor_days: null,
    preset: 'custom',
    erasure_allowed: true,
    archive: false,
  };

  it('keeps events for ever until somebody decides', async () => {
    const { body } = await owner.client.get(policy).expect(200);
    expect(body).toEqual({ ...keepForEver, version: 0, updated_at: null, pending: null, rehoming: null });
    expect(await lastEvent()).toMatchObject({ action: 'retention_policy.viewed' });
  });

  it('is changed at once where nothing gets weaker, with an event that says from what to what', async () => {
    const { body } = await owner.client.put(policy, { default_days: null, floor_days: 7 }).expect(200);
    expect(body).toMatchObject({ floor_days: 7, version: 1, pending: null, rehoming: null });
    expect(await lastEvent()).toMatchObject({
      action: 'retention_policy.changed',
      flags: ['critical'],
      summary:
        'Olivia Owner changed how long events are kept: for ever (at least 7 days) instead of for ever',
      changes: { before: { floor_days: null }, after: { floor_days: 7 } },
    });
    expect(await test.app.get(PartitionsAhead).ready()).toBe(true);
  });

  it('counts for the next event, by source and category', async () => {
    const rules = [{ source: 'security', days: 100 }];
    await shortenPolicy(test, owner, { default_days: 50, rules, floor_days: 7 });
    expect(await test.app.get(PartitionsAhead).ready()).toBe(true);
    await owner.client.get(policy).expect(200);
    const { rows } = await test.superuser.query<{ days: number }>(
      `SELECT expires_on - (occurred_at AT TIME ZONE 'UTC')::date AS days FROM events WHERE organization_id = $1 ORDER BY sequence DESC LIMIT 1`,
      [owner.organizationId],
    );
    expect(rows[0]?.days).toBeGreaterThanOrEqual(100);
    expect(rows[0]?.days).toBeLessThan(107);
  });

  it.each([
    [{}, '/default_days'],
    [{ default_days: 0 }, '/default_days'],
    [{ default_days: 3651 }, '/default_days'],
    [{ default_days: 1.5 }, '/default_days'],
    [{ default_days: '30' }, '/default_days'],
    [{ default_days: 30, version: 7 }, '/version'],
    [{ default_days: 30, rules: null }, '/rules'],
    [{ default_days: 30, rules: [{ days: 5 }] }, '/rules/0'],
    [{ default_days: 30, rules: [{ source: 'a', category: 'settings', days: 50 }] }, '/rules/0'],
    [{ default_days: 30, rules: [{ source: 'a b', days: 50 }] }, '/rules/0/source'],
    [{ default_days: 30, rules: [{ source: '=a', days: 50 }] }, '/rules/0/source'],
    [{ default_days: 30, rules: [{ category: 'other', days: 50 }] }, '/rules/0/category'],
    [{ default_days: 30, rules: [{ source: 'a', days: 4000 }] }, '/rules/0/days'],
    [{ default_days: 30, rules: [{ source: 'a' }] }, '/rules/0/days'],
    [
      {
        default_days: 30,
        rules: [
          { source: 'a', days: 50 },
          { source: 'a', days: 60 },
        ],
      },
      '/rules/1',
    ],
    [{ default_days: 30, rules: manyRules(51) }, '/rules'],
    [{ default_days: 30, floor_days: 31 }, '/default_days'],
    [{ default_days: 30, floor_days: 20, rules: [{ source: 'a', days: 10 }] }, '/rules/0/days'],
    [{ default_days: null, floor_days: 0 }, '/floor_days'],
    [{ default_days: null, preset: 'gdpr' }, '/preset'],
    [{ default_days: 365, preset: 'hipaa' }, '/default_days'],
    [{ default_days: null, preset: 'hipaa', floor_days: 2189 }, '/floor_days'],
    [{ default_days: null, preset: 'hipaa', floor_days: null }, '/floor_days'],
    [{ default_days: null, preset: 'hipaa', erasure_allowed: true }, '/erasure_allowed'],
    [{ default_days: null, preset: 'pci', floor_days: 364 }, '/floor_days'],
    [{ default_days: 30, erasure_allowed: 'no' }, '/erasure_allowed'],
    [{ default_days: 30, reason: 'short' }, '/reason'],
  ])('refuses %j and names the field', async (body, pointer) => {
    const answer = await owner.client.put(policy, body).expect(422);
    expect(answer.body).toMatchObject({
      code: 'request.invalid',
      errors: expect.arrayContaining([expect.objectContaining({ pointer })]),
    });
    expect(await lastEvent()).toMatchObject({ action: 'retention_policy.changed', outcome: 'failure' });
  });

  it('refuses __proto__ and what else is no field', async () => {
    const body = '{"default_days": 30, "rules": [{"source": "a", "days": 50, "__proto__": {"days": 1}}]}';
    const answer = await fetch(`${test.url}${policy}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${owner.token}`, 'content-type': 'application/json' },
      body,
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
  });

  it('is no business of API keys, whatever their scope', async () => {
    const key = test.client(await mintTestKey(test, owner, ['retention:manage', 'audit:read']));
    await key.put(policy, { default_days: null }).expect(403);
    await key.put(`${policy}/change/approval`, { id: randomUUID() }).expect(403);
    await key.delete(`${policy}/change`).expect(403);
    await key.get(policy).expect(200);
  });

  it('reports how far the stored events have been moved', async () => {
    const before = (await owner.client.get(policy).expect(200)).body.rehoming;
    expect(before).toMatchObject({ state: 'pending', events_examined: 0, percent: 0, estimated_end: null });
    expect(before.events_total).toBeGreaterThan(0);
    test.clock.advance(60_000);
    await test.app.get(Rehomer).run();
    const { rehoming } = (await owner.client.get(policy).expect(200)).body;
    expect(rehoming).toMatchObject({ state: 'done', percent: 100, estimated_end: null });
    expect(rehoming.events_moved).toBeGreaterThan(0);
    expect(rehoming.events_examined).toBeGreaterThanOrEqual(before.events_total);
  });
});

describe('the history of purges', () => {
  let stranger: TestPerson;

  beforeAll(async () => {
    const { body } = await owner.client.post('/v1/organizations', { name: 'Other' }).expect(201);
    stranger = await signIn(test, owner.email, body.id);
    await shortenPolicy(test, owner, { default_days: 10 });
    await owner.client.get(policy).expect(200);
    await owner.client.put(policy, { default_days: 11 }).expect(200);
    await owner.client.get(policy).expect(200);
    test.clock.advance(13 * DAY_MS);
    await test.app.get(Purger).run({ mostDates: 10 });
    test.clock.advance(-13 * DAY_MS);
  });

  it('lists what went, the latest first, page by page and back', async () => {
    const first = await owner.client.get('/v1/purges?limit=1').expect(200);
    expect(first.body.data).toHaveLength(1);
    expect(first.body.prev_cursor).toBeNull();
    const second = await owner.client.get(`/v1/purges?limit=1&cursor=${first.body.next_cursor}`).expect(200);
    expect(second.body.data[0].expires_on < first.body.data[0].expires_on).toBe(true);
    const back = await owner.client.get(`/v1/purges?limit=1&cursor=${second.body.prev_cursor}`).expect(200);
    expect(back.body.data).toEqual(first.body.data);
    expect(await lastEvent()).toMatchObject({ action: 'purges.viewed' });
  });

  it('shows one with its ranges, which the hash fits', async () => {
    const { body: list } = await owner.client.get('/v1/purges').expect(200);
    const { body } = await owner.client.get(`/v1/purges/${list.data[0].expires_on}`).expect(200);
    expect(body).toMatchObject(list.data[0]);
    expect(body.ranges_sha256).toBe(createHash('sha256').update(JSON.stringify(body.ranges)).digest('hex'));
    const count = (body.ranges as [number, number][]).reduce((sum, [from, to]) => sum + to - from + 1, 0);
    expect(count).toBe(body.events);
  });

  it('says under which policy', async () => {
    const { body: list } = await owner.client.get('/v1/purges').expect(200);
    const { body: current } = await owner.client.get(policy).expect(200);
    expect(list.data[0]).toMatchObject({
      policy_version: current.version,
      policy: { default_days: 11, rules: [] },
    });
  });

  it('did not stop anything that goes on after the clock was set back', async () => {
    owner = await signIn(test, owner.email, owner.organizationId);
    await owner.client.get(policy).expect(200);
    expect(await lastEvent()).toMatchObject({ action: 'retention_policy.viewed' });
  });

  it('answers others as if there were nothing', async () => {
    const { body: list } = await owner.client.get('/v1/purges?limit=1').expect(200);
    expect((await stranger.client.get('/v1/purges').expect(200)).body.data).toEqual([]);
    await stranger.client.get(`/v1/purges/${list.data[0].expires_on}`).expect(404);
    await stranger.client.get(`/v1/purges?cursor=${list.next_cursor}`).expect(422);
    await owner.client.get('/v1/purges/2020-01-01').expect(404);
    await owner.client.get('/v1/purges/yesterday').expect(422);
  });
});
