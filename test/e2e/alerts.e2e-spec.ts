import { v7 as uuidv7 } from 'uuid';
import type { AlertView } from '../../src/modules/alerts/alerts.contract';
import { OpenAlerts } from '../../src/modules/alerts/alerts.inbox';
import { alertsOf, anAlertIn, anAlertRule, evaluate, hostEvent, send } from '../support/test-alerts';
import { mintTestKey } from '../support/test-api-key';
import { startTestApp, type TestApp } from '../support/test-app';
import type { TestClient } from '../support/test-client';
import { foundAnother, join, memberIdOf, signUpOwner, type TestPerson } from '../support/test-people';

describe('the inbox of alerts', () => {
  let test: TestApp;
  let owner: TestPerson;
  let auditor: TestPerson;
  let member: TestPerson;
  let host: TestClient;

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    auditor = await join(test, owner, 'aude@example.com', 'auditor', 'Aude Auditor');
    member = await join(test, owner, 'mia@example.com', 'member', 'Mia Member');
    host = test.client(await mintTestKey(test, owner));
    await evaluate(test);
  }, 120_000);
  afterAll(() => test.close());

  let rules = 0;
  /** A rule over an action of its own: three of one actor within ten minutes. */
  const watched = async (over: object = {}) => {
    const action = `watched_${++rules}.opened`;
    const rule = anAlertRule({ name: action, query: { action: [action] }, window_minutes: 10, ...over });
    const { body } = await owner.client.post('/v1/alert-rules', rule).expect(201);
    return {
      id: (body as { id: string }).id,
      /** One event at each of these minutes; the alerts of the rule then, oldest first. */
      at: async (minutes: number[], event: object = {}): Promise<AlertView[]> => {
        await send(
          host,
          minutes.map((minute) => hostEvent(minute, { action, summary: `at ${minute}`, ...event })),
        );
        await evaluate(test);
        return (await alertsOf(owner, `&rule=${(body as { id: string }).id}`)).toReversed();
      },
    };
  };
  const lastEvent = async (action: string) =>
    (await test.events(owner.organizationId)).findLast((event) => event.action === action);

  it('says why, who, when, and shows the events behind it', async () => {
    const rule = await watched();
    const [alert] = await rule.at([0, 1, 2]);
    expect(alert).toMatchObject({
      rule: { id: rule.id, threshold: 3, window_minutes: 10, group_by: 'actor' },
      severity: 'low',
      state: 'open',
      group: { by: 'actor', type: 'user', id: 'u-jane', name: 'Jane Doe' },
      summary: 'at 2',
      count: 3,
      assignment: null,
      closure: null,
    });
    const query = new URLSearchParams();
    for (const [key, values] of Object.entries(alert?.query ?? {}))
      for (const value of [values].flat()) query.append(key, value);
    const { body } = await owner.client.get(`/v1/events?${query.toString()}`).expect(200);
    expect(body.data.map(({ id }: { id: string }) => id).toReversed()).toEqual(
      alert?.events.map(({ id }) => id),
    );
    const { body: one } = await auditor.client.get(`/v1/alerts/${alert?.id}`).expect(200);
    expect(one).toEqual(alert);
    expect(await lastEvent('alert.raised')).toMatchObject({
      actor: { type: 'system' },
      resource: { type: 'alert', id: alert?.id },
      summary: `The rule ${alert?.rule.name} raised an alert: 3 events, 3 of them within 10 minutes`,
      related: [
        { type: 'alert_rule', id: rule.id },
        ...(alert?.events ?? []).map(({ id }) => ({ type: 'event', id })),
      ],
    });
  });

  it('adds to an alert that waits while its window goes on, and raises another after', async () => {
    const rule = await watched();
    await rule.at([0, 1, 2]);
    expect((await rule.at([9, 19])).map(({ count }) => count)).toEqual([5]);
    expect((await rule.at([30, 31])).map(({ count }) => count)).toEqual([5]);
    expect((await rule.at([32])).map(({ count }) => count)).toEqual([5, 3]);
  });

  it('takes events that arrive late, and in any order', async () => {
    const rule = await watched();
    expect(await rule.at([10, 0])).toEqual([]);
    const [alert] = await rule.at([4]);
    expect(alert).toMatchObject({ count: 3, summary: 'at 10' });
    expect(Date.parse(alert?.last_at ?? '') - Date.parse(alert?.first_at ?? '')).toBe(10 * 60_000);
    expect((await rule.at([-3])).map(({ count }) => count)).toEqual([4]);
    expect(await rule.at([-10_100, -10_101, -10_102])).toHaveLength(1);
  });

  it('counts anew once an alert is closed, and not what that one counted', async () => {
    const rule = await watched();
    const [alert] = await rule.at([0, 1, 2]);
    await auditor.client.put(`/v1/alerts/${alert?.id}/closure`, { verdict: 'expected', note: 'Audit week' });
    expect(await rule.at([3, 4])).toHaveLength(1);
    expect((await rule.at([5])).map(({ count, state }) => [count, state])).toEqual([
      [3, 'closed'],
      [3, 'open'],
    ]);
  });

  it('keeps people apart, and does not care what they call themselves', async () => {
    const rule = await watched();
    await rule.at([0, 1]);
    expect(await rule.at([2], { actor: { type: 'user', id: 'u-omar' } })).toEqual([]);
    expect(await rule.at([3], { actor: { type: 'user', id: 'u-jane', name: 'Jane Roe' } })).toHaveLength(1);
  });

  it('is worked through by whoever may read the log, step by step, each an event', async () => {
    const rule = await watched();
    const [alert] = await rule.at([0, 1, 2]);
    const path = `/v1/alerts/${alert?.id}`;
    const aude = await memberIdOf(owner, auditor.email);
    const { body: assigned } = await auditor.client
      .put(`${path}/assignment`, { member_id: aude.toUpperCase() })
      .expect(200);
    expect(assigned).toMatchObject({
      state: 'assigned',
      assignment: { member_id: aude, name: 'Aude Auditor', by: { name: 'Aude Auditor' } },
    });
    expect(await lastEvent('alert.assigned')).toMatchObject({
      changes: { before: { assignee: null }, after: { assignee: 'Aude Auditor' } },
    });
    expect((await alertsOf(auditor, `&assignee=${aude}&state=assigned`)).map(({ id }) => id)).toEqual([
      alert?.id,
    ]);
    expect((await rule.at([3]))[0]).toMatchObject({ state: 'assigned', count: 4 });

    const before = await test.app.get(OpenAlerts).count(owner.organizationId);
    const closure = { verdict: 'false_alarm', note: 'A drill' };
    const { body: closed } = await auditor.client.put(`${path}/closure`, closure).expect(200);
    expect(closed).toMatchObject({ state: 'closed', closure: { ...closure, by: { name: 'Aude Auditor' } } });
    expect(await lastEvent('alert.closed')).toMatchObject({
      changes: { before: { state: 'assigned' }, after: { state: 'closed', ...closure } },
    });
    expect(await test.app.get(OpenAlerts).count(owner.organizationId)).toBe(before - 1);
    const refused = await auditor.client.put(`${path}/assignment`, { member_id: aude }).expect(409);
    expect(refused.body.code).toBe('alert.closed');

    const { body: reopened } = await owner.client.delete(`${path}/closure`).expect(200);
    expect(reopened).toMatchObject({ state: 'assigned', closure: null });
    const { body: own } = await owner.client.put(`${path}/assignment`, { member_id: 'me' }).expect(200);
    expect(own.assignment).toMatchObject({
      member_id: await memberIdOf(owner, owner.email),
      name: own.assignment.by.name,
    });
    await owner.client.put(`${path}/assignment`, { member_id: 'her' }).expect(422);
    const { body: freed } = await owner.client.delete(`${path}/assignment`).expect(200);
    expect(freed).toMatchObject({ state: 'open', assignment: null });
    expect(await lastEvent('alert.unassigned')).toMatchObject({
      changes: { before: { assignee: own.assignment.name }, after: { assignee: null } },
    });
  });

  it('is closed to others, and asks for what a step needs', async () => {
    const rule = await watched();
    const [alert] = await rule.at([0, 1, 2]);
    const path = `/v1/alerts/${alert?.id}`;
    const key = test.client(await mintTestKey(test, owner, ['audit:read']));
    await key.get(path).expect(200);
    expect((await key.put(`${path}/closure`, { verdict: 'resolved', note: 'x' })).status).toBe(403);
    for (const request of [member.client.get('/v1/alerts'), member.client.get(path)])
      expect((await request).body.code).toBe('permission.missing');
    const mia = await memberIdOf(owner, member.email);
    for (const [place, body, pointer] of [
      ['assignment', { member_id: mia }, '/member_id'],
      ['assignment', { member_id: uuidv7() }, '/member_id'],
      ['closure', { verdict: 'resolved' }, '/note'],
      ['closure', { verdict: 'fine', note: 'x' }, '/verdict'],
    ] as const) {
      const answer = await owner.client.put(`${path}/${place}`, body).expect(422);
      expect(answer.body.errors[0].pointer).toBe(pointer);
    }
  });

  it('shows an organization nothing of another (A1)', async () => {
    const theirs = await foundAnother(
      test,
      await join(test, owner, 'theo@example.com', 'admin'),
      'Their Clinic',
    );
    await evaluate(test);
    const foreign = await anAlertIn(test, theirs.organizationId);
    const { body: rule } = await theirs.client.post('/v1/alert-rules', anAlertRule()).expect(201);
    const answers = await Promise.all(
      [foreign, uuidv7()].flatMap((id) => [
        owner.client.get(`/v1/alerts/${id}`),
        owner.client.put(`/v1/alerts/${id}/closure`, { verdict: 'expected', note: 'x' }),
      ]),
    );
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
      Array.from({ length: 4 }, () => [404, 'alert.not_found']),
    );
    expect((await alertsOf(owner)).some(({ id }) => id === foreign)).toBe(false);
    expect(await alertsOf(owner, `&rule=${rule.id}`)).toEqual([]);
    expect((await owner.client.delete(`/v1/alert-rules/${rule.id}`)).body.code).toBe('alert_rule.not_found');
    expect((await alertsOf(theirs)).map(({ id }) => id)).toEqual([foreign]);
  });

  it('is paged, newest first', async () => {
    const all = await alertsOf(owner);
    const { body: first } = await owner.client.get('/v1/alerts?limit=2').expect(200);
    const { body: second } = await owner.client
      .get(`/v1/alerts?limit=2&cursor=${first.next_cursor}`)
      .expect(200);
    const ids = [...first.data, ...second.data].map(({ id }: AlertView) => id);
    expect(ids).toEqual(all.slice(0, 4).map(({ id }) => id));
    expect((await alertsOf(owner, '&state=closed')).every(({ state }) => state === 'closed')).toBe(true);
    expect(await alertsOf(owner, '&severity=high')).toEqual([]);
  });
});
