import { EventWriter } from '../../src/modules/audit/recording/event-writer';
import { AlertEvaluation } from '../../src/modules/alerts/alerts.evaluation';
import type { AlertRuleTrial } from '../../src/modules/alerts/alerts.contract';
import type { NewEvent } from '../../src/modules/audit/audit.event';
import { anEvent, someone } from '../support/log-fixture';
import { alertsOf, anAlertRule, evaluate } from '../support/test-alerts';
import { startTestApp, type TestApp } from '../support/test-app';
import { signUpOwner, type TestPerson } from '../support/test-people';

const MINUTE_MS = 60_000;
const GROUPS = 40;
const ROUNDS = 25;

let test: TestApp;
let second: TestApp;
let owner: TestPerson;

beforeAll(async () => {
  test = await startTestApp({ settings: { logLevel: 'silent' } });
  second = await startTestApp({ database: test.database, settings: { logLevel: 'silent' } });
  owner = await signUpOwner(test);
  await evaluate(test);
}, 120_000);
afterAll(async () => {
  await second.close();
  await test.close();
});

const write = (events: NewEvent[]): Promise<unknown> =>
  test.app.get(EventWriter, { strict: false }).write(owner.organizationId, events);

const viewed = (action: string, at: Date, over: Partial<NewEvent> = {}): NewEvent =>
  anEvent({ action, operation: 'read', occurred_at: at, flags: [], ...over });

/** Numerical Recipes' generator: the same numbers each time. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => ((state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 8) % below;
}

it('counts each event exactly once, with two workers at it whose connections are killed', async () => {
  const rule = anAlertRule({ query: { action: ['chart.viewed'] }, threshold: 1, group_by: 'resource' });
  const { body } = await owner.client.post('/v1/alert-rules', rule).expect(201);
  const state = { writing: true, killed: 0 };
  const kill = async (): Promise<void> => {
    const { rowCount } = await test.superuser.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'daybook-main' AND xact_start IS NOT NULL`,
    );
    state.killed += rowCount ?? 0;
  };
  const work = async ({ app }: TestApp): Promise<void> => {
    while (state.writing)
      await app
        .get(AlertEvaluation)
        .run()
        .catch(() => 0);
  };
  const feed = async (): Promise<void> => {
    for (let round = 0; round < ROUNDS; round++) {
      const at = new Date(Date.now() - 60 * MINUTE_MS + round * 1_000);
      const events = Array.from({ length: GROUPS }, (_, n) =>
        viewed('chart.viewed', at, { resource: { type: 'chart', id: `chart-${n}` } }),
      );
      await Promise.all([write(events), kill()]);
    }
    while (state.killed < 5) await Promise.all([write([viewed('chart.closed', new Date())]), kill()]);
    state.writing = false;
  };
  await Promise.all([feed(), work(test), work(second)]);
  await evaluate(test);

  const alerts = await alertsOf(owner, `&rule=${body.id}`);
  expect(alerts).toHaveLength(GROUPS);
  expect(alerts.every(({ count }) => count === ROUNDS)).toBe(true);
  const { rows } = await test.superuser.query<{ sequence: number }>(
    `SELECT sequence::int FROM events WHERE action = 'chart.viewed' ORDER BY sequence`,
  );
  const counted = alerts.flatMap(({ events }) => events.map(({ sequence }) => sequence));
  expect(counted.toSorted((a, b) => a - b)).toEqual(rows.map(({ sequence }) => sequence));
  const raised = (await test.events(owner.organizationId)).filter(
    ({ action, resource }) => action === 'alert.raised' && resource?.name === 'Many views',
  );
  expect(raised.map(({ resource }) => resource?.id ?? '').toSorted()).toEqual(
    alerts.map(({ id }) => id).toSorted(),
  );
}, 120_000);

it('finds what a trial finds, however the events come in batches', async () => {
  const random = generator(7);
  const condition = {
    query: { action: ['lab.viewed'] },
    threshold: 3,
    window_minutes: 10,
    group_by: 'actor',
  };
  const { body: rule } = await owner.client.post('/v1/alert-rules', anAlertRule(condition)).expect(201);
  const start = Date.now() - 600 * MINUTE_MS;
  for (let minute = 0; minute < 300;) {
    const batch: NewEvent[] = [];
    for (let left = 1 + random(40); left > 0 && minute < 300; left--) {
      const id = `person-${random(4)}`;
      batch.push(viewed('lab.viewed', new Date(start + minute * MINUTE_MS), { actor: someone({ id }) }));
      minute += random(4);
    }
    await write(batch);
    await evaluate(test);
  }
  const { body } = await owner.client.post('/v1/alert-rules/trials', condition).expect(200);
  const trial = body as AlertRuleTrial;
  const alerts = await alertsOf(owner, `&rule=${rule.id}`);
  expect(trial.firings).toBeGreaterThan(5);
  expect(trial).toMatchObject({ complete: true, firings: alerts.length });
  const told = (group: { id: string | null }, count: number, first: string, last: string) =>
    [group.id, count, first, last].join(' ');
  const fired = alerts.map(({ group, count, first_at, last_at }) => told(group, count, first_at, last_at));
  const tried = trial.examples.map(({ group, count, first_event, last_event }) =>
    told(group, count, first_event.occurred_at, last_event.occurred_at),
  );
  expect(tried.filter((each) => !fired.includes(each))).toEqual([]);
});

it('gathers in one alert what would be more than a hundred', async () => {
  const rule = anAlertRule({ query: { action: ['scan.viewed'] }, threshold: 1, group_by: 'resource' });
  const { body } = await owner.client.post('/v1/alert-rules', rule).expect(201);
  const at = new Date(Date.now() - MINUTE_MS);
  const scans = (from: number, to: number): NewEvent[] =>
    Array.from({ length: to - from }, (_, n) =>
      viewed('scan.viewed', at, { resource: { type: 'scan', id: `scan-${from + n}` } }),
    );
  await write(scans(0, 130));
  await evaluate(test);
  await write(scans(130, 140));
  await evaluate(test);
  const alerts = await alertsOf(owner, `&rule=${body.id}`);
  expect(alerts).toHaveLength(101);
  const several = alerts.filter(({ group }) => group.name === 'several');
  expect(several).toMatchObject([{ count: 40 }]);
});
