import { EventCounting } from '../../src/modules/audit/audit.counting';
import type { PolicyPreview } from '../../src/modules/retention/retention.contract';
import { PURGE_DEFAULTS, Purger } from '../../src/modules/retention/retention.purger';
import { DAY_MS } from '../../src/platform/clock/clock';
import { mintTestKey } from '../support/test-api-key';
import { startTestApp, type TestApp } from '../support/test-app';
import { foundAnother, signUpOwner, type TestPerson } from '../support/test-people';
import { POLICY, shortenPolicy } from '../support/test-policies';

const path = `${POLICY}/preview`;

describe('a preview', () => {
  let test: TestApp;
  let owner: TestPerson;
  let days: string[];

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    const now = test.clock.now().getTime();
    days = [60, 50, 40].map((ago) => new Date(now - ago * DAY_MS).toISOString());
    const key = test.client(await mintTestKey(test, owner, ['events:write']));
    const events = days.flatMap((occurred_at, n) =>
      Array.from({ length: 4 }, (_, i) => ({
        occurred_at,
        source: n === 2 ? 'ehr' : 'api',
        action: 'chart.viewed',
        operation: 'read',
        actor: { type: 'user', id: `u${i}`, name: 'Jane' },
      })),
    );
    expect((await key.post('/v1/events?atomic=true', { events })).body).toMatchObject({ stored: 12 });
    await test.app.get(EventCounting).run();
  });
  afterAll(() => test.close());

  const preview = async (policy: object, who = owner): Promise<PolicyPreview> =>
    (await who.client.post(path, policy).expect(200)).body as PolicyPreview;

  it('says how many would go, when, of what, and shows the first; and nothing changes', async () => {
    const body = await preview({ default_days: 45, rules: [{ source: 'ehr', days: 90 }] });
    const today = test.clock.now().toISOString().slice(0, 10);
    expect(body.dates[0]).toEqual({ expires_on: today, events: 8 });
    expect(body.next_purge).toEqual({ expires_on: today, events: 8 });
    expect(body.kinds).toContainEqual({
      source: 'ehr',
      category: null,
      events: 4,
      days: { from: null, to: 90 },
    });
    expect(body.kinds).toContainEqual({
      source: 'api',
      category: null,
      events: 8,
      days: { from: null, to: 45 },
    });
    expect(body).toMatchObject({ later: 0, kept_by_floor: 0, refusals: [], on_hold: { count: 0 } });
    expect(body.earlier).toBe(body.events);
    expect(body.weakens).toHaveLength(2);
    expect(body.samples?.map(({ event, held }) => [event.occurred_at, held])).toEqual([
      ...Array.from({ length: 4 }, () => [days[0], false]),
      [days[1], false],
    ]);
    expect((await owner.client.get(POLICY).expect(200)).body).toMatchObject({ version: 0, pending: null });
    expect(
      (await test.events(owner.organizationId)).find(({ action }) => action === 'retention_policy.previewed'),
    ).toMatchObject({
      summary: 'Olivia Owner looked up what keeping events for 45 days (1 rule) would do',
      details: { from: 'for ever', events: body.events },
    });
  });

  it('says what the floor would keep, and why the policy would be refused', async () => {
    const body = await preview({ default_days: 10, floor_days: 55, preset: 'pci' });
    expect(body.refusals.map(({ pointer }) => pointer)).toEqual(['/default_days', '/floor_days']);
    expect(body.kept_by_floor).toBe(body.events - 4);
    expect(body.next_purge?.events).toBe(4);
  });

  it('says what holds protect', async () => {
    await owner.client
      .post('/v1/legal-holds', {
        name: 'Case',
        reason: 'A dispute with a patient',
        query: { q: 'source:api' },
      })
      .expect(201);
    const body = await preview({ default_days: 45 });
    expect(body.on_hold).toEqual({ count: 8, approximate: false });
    expect(body.samples?.map(({ held }) => held)).toEqual([true, true, true, true, true]);
  });

  it('shows no events to who may not read the log', async () => {
    const key = test.client(await mintTestKey(test, owner, ['retention:manage']));
    const { body } = await key.post(path, { default_days: 45 }).expect(200);
    expect(body.samples).toBeNull();
    expect(body.earlier).toBeGreaterThan(0);
    await test
      .client(await mintTestKey(test, owner, ['audit:read']))
      .post(path, { default_days: 45 })
      .expect(403);
  });

  it('counts nothing of others, and takes no reason', async () => {
    const stranger = await foundAnother(test, owner, 'Other Clinic');
    const body = await preview({ default_days: 45 }, stranger);
    expect(body.kinds.filter(({ source }) => source !== 'security')).toEqual([]);
    expect(body.next_purge?.expires_on).not.toBe(test.clock.now().toISOString().slice(0, 10));
    await owner.client.post(path, { default_days: 45, reason: 'Just looking around.' }).expect(422);
  });

  it('under a clock that jumped, nothing is purged, and probes say so to operators', async () => {
    const other = await foundAnother(test, owner, 'Third Clinic');
    await shortenPolicy(test, other, { default_days: 5, rules: [{ source: 'security', days: 7 }] });
    const warnings = async () => (await test.anonymous.get('/readyz')).body.warnings as string[];
    const metric = async () =>
      /^daybook_purge_dates_waiting (\d+)$/m.exec(
        await fetch(`${test.url}/metrics`).then((answer) => answer.text()),
      )?.[1];
    expect([await metric(), (await warnings()).join()]).toEqual(['0', expect.not.stringContaining('purge')]);
    test.clock.advance(365 * DAY_MS);
    const { refused, dates } = await test.app.get(Purger).run();
    expect(refused).toBeGreaterThan(PURGE_DEFAULTS.mostDates);
    expect(dates).toEqual([]);
    expect(await metric()).toBe(String(refused));
    expect(await warnings()).toContainEqual(
      expect.stringContaining(`daybook purge --confirm-dates ${refused}`),
    );
    test.clock.advance(-365 * DAY_MS);
    expect(await metric()).toBe('0');
  });
});
