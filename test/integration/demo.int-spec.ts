import { readConfig } from '../../config/env';
import { digest, NoDemo, prepareDemo, stageSettings } from '../../src/demo/demo';
import { daysUpTo, momentOf, ZONE } from '../../src/demo/days/calendar';
import type { DemoEvent } from '../../src/demo/days/draft';
import { ACME, clinicDay } from '../../src/demo/days/history';
import { UNUSUAL_IP } from '../../src/demo/days/incident';
import { DemoClient } from '../../src/demo/fill/demo-client';
import { DemoClock } from '../../src/demo/fill/demo-clock';
import { codeOf } from '../../src/demo/fill/demo-file';
import { readRecord, type DemoRecord } from '../../src/demo/fill/demo-record';
import { continueDemo, makeDemo } from '../../src/demo/fill/make-demo';
import type { Stage } from '../../src/demo/fill/stage';
import { DEMO_AUDITOR, DEMO_OWNER, DEMO_PASSWORD } from '../../src/modules/auth/auth.demo';
import type { CurrentSession, OpenedSession } from '../../src/modules/auth/auth.contract';
import { Clock } from '../../src/platform/clock/clock';
import { dateIn } from '../../src/platform/clock/zoned-time';
import { startTestApp, type TestApp } from '../support/test-app';

const DAYS = 9;
/** It is told up to two hours ago, and then to now: alerts ask how long ago that is by the clock of the database. */
const now = new Date();
const before = new Date(now.getTime() - 2 * 3_600_000);
const onStage = stageSettings(readConfig({}));
const wish = { stopping: new AbortController().signal, told: () => undefined };

interface Stored {
  readonly source: string;
  readonly action: string;
  readonly outcome: string;
  readonly flags: readonly string[];
  readonly at: Date;
  readonly ip: string | null;
  readonly reported: boolean;
}

function countsBy<T>(list: readonly T[], of: (one: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const one of list) counts[of(one)] = (counts[of(one)] ?? 0) + 1;
  return counts;
}

describe('the demo', () => {
  let test: TestApp;
  let stage: Stage;
  let record: DemoRecord;

  beforeAll(async () => {
    const clock = new DemoClock(new Date(0));
    test = await startTestApp({ overrides: [{ token: Clock, value: clock }], settings: onStage });
    const secrets = { authenticators: {}, apiKeys: {} };
    stage = { app: test.app, url: test.url, settings: test.settings, clock, secrets };
    await makeDemo(stage, { ...wish, now: before, days: DAYS });
    record = (await readRecord(test.app)) as DemoRecord;
    await digest(stage, wish.stopping);
  }, 120_000);
  afterAll(() => test.close());

  const stored = async (organization = ACME.name): Promise<Stored[]> =>
    (
      await test.superuser.query<Stored>(
        `SELECT source, action, outcome, flags, occurred_at AS at, context::json ->> 'ip' AS ip,
           actor::json -> 'reported_by' ->> 'api_key_id' IS NOT NULL AS reported
         FROM events JOIN organizations o ON o.id = organization_id WHERE o.name = $1 ORDER BY sequence`,
        [organization],
      )
    ).rows;
  const told = (from: Date, to: Date): DemoEvent[] =>
    daysUpTo(dateIn(ZONE, to), DAYS + 1)
      .flatMap((day) => clinicDay(ACME, day, record))
      .filter(({ occurred_at: at }) => at > from.toISOString() && at <= to.toISOString());
  const signIn = async (email: string): Promise<[OpenedSession, DemoClient]> => {
    const client = new DemoClient(test.url, '127.0.0.1', 'a browser');
    const session = await client.post<OpenedSession>('/v1/sessions', { email, password: DEMO_PASSWORD });
    return [session, client.with(session.token)];
  };

  it('holds of each source what the generator tells, reported by the key of a product', async () => {
    const reported = (await stored()).filter((event) => event.reported);
    const expected = told(momentOf(record.firstDay, 0), before);
    expect(countsBy(reported, ({ source }) => source)).toEqual(
      countsBy(expected, ({ source }) => source ?? ''),
    );
    expect(expected.length).toBeGreaterThan(3_000);
  });

  it.each([ACME.name, 'Birch Dental'])(
    'numbers the events of %s in the order of time, but for minutes',
    async (name) => {
      const times = (await stored(name)).map(({ at }) => at.getTime());
      let latest = 0;
      const late = times.map((at) => (latest = Math.max(latest, at)) - at);
      expect(Math.max(...late)).toBeLessThan(5 * 60_000);
      expect(times.length).toBeGreaterThan(300);
    },
  );

  it('lets the incident be flagged as anything that is appended', async () => {
    const night = (await stored()).filter(({ ip }) => ip === UNUSUAL_IP);
    expect(
      countsBy(
        night.flatMap(({ flags }) => flags),
        (flag) => flag,
      ),
    ).toEqual({
      off_hours: 154,
      new_ip: 8,
      failed_burst: 3,
      phi: 142,
      critical: 3,
    });
  });

  it('lets alerts fire for it, by the rules that every organization has', async () => {
    const { rows } = await test.superuser.query<{ name: string; count: number }>(
      `SELECT rule ->> 'name' AS name, count::int FROM alerts WHERE first_at BETWEEN $1 AND $2 ORDER BY 1, 2`,
      [momentOf(record.incidentOn, 150), momentOf(record.incidentOn, 210)],
    );
    expect(rows.map(({ name, count }) => [name, count])).toEqual([
      ['Bulk export', 1],
      ['Many failed sign-ins', 7],
      ['Off-hours activity', 154],
      ['Permission change', 1],
      ['Permission change', 1],
      ['Unexpected IP address', 8],
    ]);
  });

  it('lets the Auditor in with a password alone, to see, export and tell what changed', async () => {
    const [{ factors }, auditor] = await signIn(DEMO_AUDITOR);
    expect(factors).toMatchObject({ required: false, enrolment_required: false });
    const { demo, permissions } = await auditor.get<CurrentSession>('/v1/session');
    expect([demo, permissions]).toEqual([true, expect.arrayContaining(['audit:read', 'audit:export'])]);
    const changes = `/v1/events?q=${encodeURIComponent(`ip:${UNUSUAL_IP} action:patient.updated`)}`;
    const { data } = await auditor.get<{ data: { changes: object }[] }>(changes);
    expect(data.map((event) => event.changes)).toEqual([
      expect.objectContaining({ after: expect.objectContaining({ refunds_to: 'Quickpay, ending 7740' }) }),
    ]);
    await auditor.post('/v1/exports', { format: 'ndjson', query: { ip: [UNUSUAL_IP] } });
  });

  it('lets the Owner in with the code of the authenticator, to both organizations', async () => {
    const [{ factors }, owner] = await signIn(DEMO_OWNER);
    expect(factors).toMatchObject({ required: true, enrolment_required: false });
    stage.clock.pass(31);
    const code = codeOf(stage.secrets.authenticators[DEMO_OWNER] ?? '', stage.clock.now());
    const { token } = await owner.post<OpenedSession>('/v1/session/factors', { type: 'totp', code });
    const { organizations } = await owner.with(token).get<CurrentSession>('/v1/session');
    expect(organizations.map(({ name }) => name)).toEqual([ACME.name, 'Birch Dental']);
  });

  it('leaves no page empty', async () => {
    const { rows } = await test.superuser.query<Record<string, string>>(
      `SELECT (SELECT count(*) FROM members)::int AS members, (SELECT count(*) FROM members WHERE last_signed_in_at IS NULL)::int AS never,
         (SELECT count(*) FROM teams)::int AS teams, (SELECT count(*) FROM saved_views)::int AS views,
         (SELECT count(*) FROM legal_holds)::int AS holds, (SELECT count(*) FROM export_schedules)::int AS schedules,
         (SELECT count(*) FROM support_requests)::int AS requests, (SELECT count(*) FROM retention_policies)::int AS policies,
         (SELECT count(*) FROM api_keys)::int AS keys, (SELECT count(DISTINCT organization_id) FROM checkpoints)::int AS sealed`,
    );
    expect(rows[0]).toMatchObject({
      members: 26,
      teams: 6,
      views: 3,
      holds: 1,
      schedules: 1,
      requests: 1,
      policies: 1,
      keys: 2,
    });
    expect(rows[0]?.sealed).toBeGreaterThanOrEqual(2);
  });

  it('goes on from where it was told to, exactly, and then has nothing more to tell', async () => {
    const had = (await stored()).filter((event) => event.reported).length;
    await continueDemo(stage, record, { ...wish, now });
    const has = (await stored()).filter((event) => event.reported).length;
    expect(has - had).toBe(told(before, now).length);
    const later = (await readRecord(test.app)) as DemoRecord;
    await expect(continueDemo(stage, later, { ...wish, now })).resolves.toBe(0);
  });

  it('is not mixed with somebody’s own data', async () => {
    await test.superuser.query('DELETE FROM demo');
    const settings = { ...test.settings, makesDemo: false };
    await expect(prepareDemo(settings, wish.stopping, () => undefined)).rejects.toThrow(NoDemo);
    await expect(
      prepareDemo({ ...settings, production: true }, wish.stopping, () => undefined),
    ).rejects.toThrow(/no demos in production/);
  });
});
