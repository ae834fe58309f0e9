import { Purger } from '../../src/modules/retention/retention.purger';
import { Rehomer } from '../../src/modules/retention/retention.rehomer';
import { DAY_MS, MINUTE_MS } from '../../src/platform/clock/clock';
import { mintTestKey } from '../support/test-api-key';
import { startTestApp, type TestApp } from '../support/test-app';
import { foundAnother, join, signUpOwner, type TestPerson } from '../support/test-people';
import { shortenPolicy } from '../support/test-policies';

/** `GET /v1/log`: since when there are events (S1-04). */
describe('the extent of the log', () => {
  let test: TestApp;
  let owner: TestPerson;

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
  });
  afterAll(() => test.close());

  const extent = async (who = owner) => (await who.client.get('/v1/log').expect(200)).body;
  const at = (daysAgo: number): string =>
    new Date(test.clock.now().getTime() - daysAgo * DAY_MS).toISOString();

  async function ingest(who: TestPerson, ...daysAgo: number[]): Promise<string[]> {
    const key = test.client(await mintTestKey(test, who, ['events:write']));
    const times = daysAgo.map(at);
    const events = times.map((occurred_at) => ({
      occurred_at,
      source: 'task',
      action: 'task.created',
      operation: 'create',
      actor: { type: 'system', name: 'Importer' },
    }));
    const { body } = await key.post('/v1/events?atomic=true', { events });
    expect(body).toMatchObject({ stored: times.length });
    return times;
  }

  it('begins with the organization, whose first event it holds (S1-04)', async () => {
    const body = await extent();
    const [{ rows: organizations }, { rows: first }] = await Promise.all([
      test.superuser.query('SELECT created_at FROM organizations WHERE id = $1', [owner.organizationId]),
      test.superuser.query(
        'SELECT min(occurred_at) AS at, max(sequence)::int AS last FROM events WHERE organization_id = $1',
        [owner.organizationId],
      ),
    ]);
    expect(body).toEqual({
      since: first[0].at.toISOString(),
      organization_since: organizations[0].created_at.toISOString(),
      oldest_event_at: first[0].at.toISOString(),
      kept: { default_days: null, rules: [], floor_days: null, version: 0 },
      on_hold: { count: 0, approximate: false },
      next_purge: null,
      purged_through: null,
      last_sequence: first[0].last - 1,
    });
    expect((await test.events(owner.organizationId)).at(-1)).toMatchObject({ action: 'log_extent.viewed' });
  });

  it('begins earlier when events from before were imported', async () => {
    const [, oldest] = await ingest(owner, 40, 400, 390);
    expect(await extent()).toMatchObject({ since: oldest, oldest_event_at: oldest });
  });

  it('is each organization its own (S1-05)', async () => {
    const other = await foundAnother(test, owner, 'Other Clinic');
    const body = await extent(other);
    expect(body.since > at(1)).toBe(true);
    expect(body.last_sequence).toBeLessThan(10);
  });

  const fates = async (who: TestPerson, ...between: string[]) =>
    (await who.client.get('/v1/log/numbers').query({ between }).expect(200)).body.data;

  it('says of each number that it is on hand, or missing when somebody took it away', async () => {
    const other = await foundAnother(test, owner, 'Robbed Clinic');
    const first = (await extent(other)).last_sequence + 2;
    await ingest(other, 3, 2, 1);
    expect(await fates(other, `${first}-${first + 2}`)).toEqual([
      { first, last: first + 2, fate: 'on_hand' },
    ]);
    await test.superuser.query(
      `BEGIN; SET LOCAL session_replication_role = replica;
       DELETE FROM events WHERE organization_id = '${other.organizationId}' AND sequence = ${first + 1}; COMMIT`,
    );
    expect(await fates(other, `${first}-${first + 2}`, '1-1')).toEqual([
      { first, last: first, fate: 'on_hand' },
      { first: first + 1, last: first + 1, fate: 'missing' },
      { first: first + 2, last: first + 2, fate: 'on_hand' },
      { first: 1, last: 1, fate: 'on_hand' },
    ]);
  });

  it('refuses what is no stretch, and too much at once', async () => {
    for (const between of ['9-1', '0-3', 'a', '1-20000'])
      await owner.client.get('/v1/log/numbers').query({ between }).expect(422);
    await owner.client.get('/v1/log/numbers').expect(422);
  });

  it('is for who reads the log', async () => {
    const member = await join(test, owner, 'mia@example.com', 'member');
    await member.client.get('/v1/log').expect(403);
    await member.client.get('/v1/log/numbers?between=1-1').expect(403);
    const key = test.client(await mintTestKey(test, owner, ['audit:read']));
    await key.get('/v1/log').expect(200);
  });

  describe('after purges', () => {
    let third: TestPerson;
    let times: string[];

    beforeAll(async () => {
      third = await foundAnother(test, owner, 'Third Clinic');
      await shortenPolicy(test, third, { default_days: 20 });
      test.clock.advance(MINUTE_MS);
      await test.app.get(Rehomer).run();
      test.clock.advance(-MINUTE_MS);
      times = await ingest(third, 19, 18.5, 10);
    });

    async function purgeAfter(days: number): Promise<void> {
      test.clock.advance(days * DAY_MS);
      await test.app.get(Purger).run({ mostDates: 30 });
      test.clock.advance(-days * DAY_MS);
    }

    async function purges(): Promise<{ events: number; date: string; last: Date }> {
      const { rows } = await test.superuser.query(
        `SELECT sum(events)::int AS events, max(expires_on)::text AS date, max(last_occurred_at) AS last
           FROM purges WHERE organization_id = $1 AND purged_at IS NOT NULL`,
        [third.organizationId],
      );
      return rows[0];
    }

    it('says before what will go, and when', async () => {
      const { body } = await third.client.get('/v1/purges/upcoming').expect(200);
      const { data, exact } = body as { data: { expires_on: string; events: number }[]; exact: boolean };
      expect(exact).toBe(true);
      expect(data.map(({ events }) => events)).toEqual([1, 1, 1, expect.any(Number)].slice(0, data.length));
      expect(data[0]?.expires_on).toBe((await extent(third)).next_purge?.expires_on);
      expect((await owner.client.get('/v1/purges/upcoming').expect(200)).body.data).toEqual([]);
    });

    it('begins with the oldest event that they left', async () => {
      await purgeAfter(2.6);
      const { date, events } = await purges();
      expect(events).toBe(2);
      expect(await extent(third)).toMatchObject({
        since: times[2],
        oldest_event_at: times[2],
        kept: { default_days: 20, version: 1 },
        purged_through: { occurred_at: times[1], expires_on: date, events },
      });
    });

    it('says of their numbers that they were purged', async () => {
      const { rows } = await test.superuser.query<{ first: number; last: number }>(
        'SELECT first_sequence::int AS first, last_sequence::int AS last FROM purged_leaves WHERE organization_id = $1',
        [third.organizationId],
      );
      const numbers = rows.flatMap(({ first, last }) =>
        Array.from({ length: last - first + 1 }, (_, n) => first + n),
      );
      expect(numbers).toHaveLength(2);
      const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
      const found = await fates(third, `${least - 1}-${most + 1}`);
      expect(found).toEqual([
        { first: least - 1, last: least - 1, fate: 'on_hand' },
        { first: least, last: most, fate: 'purged' },
        { first: most + 1, last: most + 1, fate: 'on_hand' },
      ]);
    });

    it('begins where they ended when they took the first days of the organization too', async () => {
      await purgeAfter(22);
      const { date, events, last } = await purges();
      const body = await extent(third);
      expect(body).toMatchObject({
        since: last.toISOString(),
        purged_through: { occurred_at: last.toISOString(), expires_on: date, events },
      });
      expect(events).toBeGreaterThan(5);
      expect(body.since > body.organization_since).toBe(true);
      expect(body.oldest_event_at >= body.since).toBe(true);
    });

    it('leaves the others what they have (S1-05)', async () => {
      expect(await extent()).toMatchObject({ purged_through: null, kept: { default_days: null } });
    });
  });
});
