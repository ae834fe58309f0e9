import { createHash } from 'node:crypto';
import { PartitionsAhead } from '../../src/modules/retention/retention.partitions';
import { Purger } from '../../src/modules/retention/retention.purger';
import { Rehomer } from '../../src/modules/retention/retention.rehomer';
import { DAY_MS } from '../../src/platform/clock/clock';
import { startTestApp, type TestApp } from '../support/test-app';
import { signIn, signUpOwner, type TestPerson } from '../support/test-people';

let test: TestApp;
let owner: TestPerson;

beforeAll(async () => {
  test = await startTestApp();
  owner = await signUpOwner(test);
});

afterAll(() => test.close());

const policy = '/v1/retention-policy';
const lastEvent = async (organizationId = owner.organizationId) => (await test.events(organizationId)).at(-1);

describe('the retention policy', () => {
  it('keeps events for ever until somebody decides', async () => {
    const { body } = await owner.client.get(policy).expect(200);
    expect(body).toEqual({ default_days: null, version: 0, updated_at: null, rehoming: null });
    expect(await lastEvent()).toMatchObject({ action: 'retention_policy.viewed' });
  });

  it('is changed with an event that says from what to what', async () => {
    const { body } = await owner.client.put(policy, { default_days: 90 }).expect(200);
    expect(body).toMatchObject({
      default_days: 90,
      version: 1,
      rehoming: { state: 'pending', events_moved: 0 },
    });
    expect(await lastEvent()).toMatchObject({
      action: 'retention_policy.changed',
      flags: ['critical'],
      summary: 'Olivia Owner changed how long events are kept: 90 days instead of for ever',
      changes: { before: { default_days: null }, after: { default_days: 90 } },
    });
    expect(await test.app.get(PartitionsAhead).ready()).toBe(true);
  });

  it('counts for the next event', async () => {
    await owner.client.get(policy).expect(200);
    const { rows } = await test.superuser.query<{ days: number }>(
      `SELECT expires_on - (occurred_at AT TIME ZONE 'UTC')::date AS days FROM events WHERE organization_id = $1 ORDER BY sequence DESC LIMIT 1`,
      [owner.organizationId],
    );
    expect(rows[0]?.days).toBeGreaterThanOrEqual(90);
    expect(rows[0]?.days).toBeLessThan(97);
  });

  it.each([{}, { default_days: 0 }, { default_days: 3651 }, { default_days: 1.5 }, { default_days: '30' }])(
    'refuses %j and names the field',
    async (body) => {
      const answer = await owner.client.put(policy, body).expect(422);
      expect(answer.body).toMatchObject({
        code: 'request.invalid',
        errors: expect.arrayContaining([expect.objectContaining({ pointer: '/default_days' })]),
      });
      expect(await lastEvent()).toMatchObject({ action: 'retention_policy.changed', outcome: 'failure' });
    },
  );

  it('refuses server fields', async () => {
    await owner.client.put(policy, { default_days: 30, version: 7 }).expect(422);
  });

  it('reports how far the stored events have been moved', async () => {
    test.clock.advance(60_000);
    await test.app.get(Rehomer).run();
    const { body } = await owner.client.get(policy).expect(200);
    expect(body.rehoming).toMatchObject({ state: 'done', events_moved: expect.any(Number) });
    expect(body.rehoming.events_moved).toBeGreaterThan(0);
  });
});

describe('the history of purges', () => {
  let stranger: TestPerson;

  beforeAll(async () => {
    const { body } = await owner.client.post('/v1/organizations', { name: 'Other' }).expect(201);
    stranger = await signIn(test, owner.email, body.id);
    for (const days of [10, 11]) {
      await owner.client.put(policy, { default_days: days }).expect(200);
      await owner.client.get(policy).expect(200);
    }
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
