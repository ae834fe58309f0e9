import { v7 as uuidv7 } from 'uuid';
import type { AlertRuleTrial } from '../../src/modules/alerts/alerts.contract';
import { alertsOf, anAlertRule, evaluate, hostEvent, rulesOf, send } from '../support/test-alerts';
import { mintTestKey } from '../support/test-api-key';
import { startTestApp, type TestApp } from '../support/test-app';
import type { TestClient } from '../support/test-client';
import { mailsTo } from '../support/test-mail';
import { join, memberIdOf, signIn, signUpOwner, type TestPerson } from '../support/test-people';

describe('alert rules', () => {
  let test: TestApp;
  let owner: TestPerson;
  let auditor: TestPerson;
  let host: TestClient;

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    auditor = await join(test, owner, 'aude@example.com', 'auditor', 'Aude Auditor');
    host = test.client(await mintTestKey(test, owner));
    await evaluate(test);
  }, 120_000);
  afterAll(() => test.close());

  const created = async (over: object = {}): Promise<string> => {
    const { body } = await owner.client.post('/v1/alert-rules', anAlertRule(over)).expect(201);
    return (body as { id: string }).id;
  };
  const lastEvent = async (action: string) =>
    (await test.events(owner.organizationId)).findLast((event) => event.action === action);

  it('are made, changed and deleted, each with what it was and is (A31)', async () => {
    const id = await created({ name: ' Views ' });
    const patch = { threshold: 50, channels: { mail: { members: null, permission: 'audit:read' } } };
    const { body } = await owner.client.patch(`/v1/alert-rules/${id}`, patch).expect(200);
    expect(body).toMatchObject({
      name: 'Views',
      threshold: 50,
      window_minutes: 60,
      channels: { mail: { members: [], permission: 'audit:read' } },
      enabled: true,
      created_by: { name: 'Olivia Owner' },
    });
    expect(await lastEvent('alert_rule.updated')).toMatchObject({
      flags: ['critical'],
      resource: { type: 'alert_rule', id, name: 'Views' },
      changes: {
        before: { threshold: 3, channels: { mail: null } },
        after: { threshold: 50, channels: { mail: { members: [], permission: 'audit:read' } } },
      },
    });
    await owner.client.delete(`/v1/alert-rules/${id}`).expect(204);
    expect(await lastEvent('alert_rule.deleted')).toMatchObject({
      flags: ['critical'],
      changes: { before: { name: 'Views' }, after: null },
    });
    await owner.client.get(`/v1/alert-rules/${id}`).expect(404);
    const mails = await mailsTo(test, owner.email);
    expect(mails.some((text) => /Olivia Owner changed what the alert rule Views finds/.test(text))).toBe(
      true,
    );
    expect(mails.some((text) => /Olivia Owner deleted the alert rule Views/.test(text))).toBe(true);
  });

  it('count on, and nobody is written to, when a form sends the same query again', async () => {
    const query = { action: ['x.y'], flag: ['critical'] };
    const id = await created({ name: 'Same', query });
    const { body } = await owner.client.patch(`/v1/alert-rules/${id}`, { name: 'Other', query }).expect(200);
    expect(body.query).toEqual(query);
    expect((await lastEvent('alert_rule.updated'))?.details).toMatchObject({ changed: 'name' });
    const mails = await mailsTo(test, owner.email);
    expect(mails.filter((text) => /changed what the alert rule Same finds/.test(text))).toEqual([]);
    await owner.client.delete(`/v1/alert-rules/${id}`).expect(204);
  });

  it('are switched off in sight of every Owner, and find nothing until they are on again', async () => {
    const id = await created({ query: { action: ['switch.flipped'] }, threshold: 1 });
    const flip = async (minutes: number): Promise<number> => {
      await send(host, [hostEvent(minutes, { action: 'switch.flipped' })]);
      await evaluate(test);
      return (await alertsOf(owner, `&rule=${id}`)).length;
    };
    await owner.client.delete(`/v1/alert-rules/${id}/activation`).expect(204);
    expect(await lastEvent('alert_rule.switched_off')).toMatchObject({
      flags: ['critical'],
      changes: { before: { enabled: true }, after: { enabled: false } },
    });
    expect((await mailsTo(test, owner.email)).at(-1)).toContain('switched off the alert rule Many views');
    expect(await flip(0)).toBe(0);
    const { body } = await owner.client.put(`/v1/alert-rules/${id}/activation`).expect(200);
    expect(body.enabled).toBe(true);
    await evaluate(test);
    expect(await alertsOf(owner, `&rule=${id}`)).toEqual([]);
    expect(await flip(200)).toBe(1);
    await owner.client.delete(`/v1/alert-rules/${id}`).expect(204);
  });

  it('are seen by who may read the log and changed by who manages settings', async () => {
    const id = await created();
    expect((await rulesOf(auditor)).some((rule) => rule.id === id)).toBe(true);
    await auditor.client.get(`/v1/alert-rules/${id}`).expect(200);
    for (const refused of [
      auditor.client.post('/v1/alert-rules', anAlertRule()),
      auditor.client.patch(`/v1/alert-rules/${id}`, { threshold: 9 }),
      auditor.client.delete(`/v1/alert-rules/${id}/activation`),
      auditor.client.delete(`/v1/alert-rules/${id}`),
    ])
      expect((await refused).body.code).toBe('permission.missing');
    await owner.client.delete(`/v1/alert-rules/${id}`).expect(204);
  });

  it.each([
    ['a range', { query: { from: '2026-01-01' } }, '/query/from'],
    ['a field that there is not', { query: { colour: ['red'] } }, '/query/colour'],
    ['a query that finds everything', { query: {}, threshold: 1 }, '/query'],
    ['a query that cannot be read', { query: { q: 'outcome:(' } }, '/query/q'],
    ['a range within the query', { query: { q: 'action:x after:7d' } }, '/query/q'],
    ['a range as one of several ways', { query: { q: 'action:x OR before:2026-01-01' } }, '/query/q'],
    ['no events at all', { threshold: 0 }, '/threshold'],
    ['a window of eight days', { window_minutes: 8 * 24 * 60 }, '/window_minutes'],
    ['a stranger', { channels: { mail: { members: [uuidv7()] } } }, '/channels/mail/members'],
    [
      'a permission that there is not',
      { channels: { mail: { permission: 'all' } } },
      '/channels/mail/permission',
    ],
  ])('refuse %s, and say where', async (_, over, pointer) => {
    for (const request of [
      owner.client.post('/v1/alert-rules', anAlertRule(over)),
      ...('channels' in over ? [] : [owner.client.post('/v1/alert-rules/trials', trialOf(over))]),
    ]) {
      const { status, body } = await request;
      expect([status, body.errors?.[0]?.pointer]).toEqual([422, pointer]);
    }
  });

  const trialOf = (over: object = {}): object => {
    const { name: _, severity: __, ...condition } = anAlertRule(over) as Record<string, unknown>;
    return condition;
  };

  it('are tried against the past first, which says when they would have fired', async () => {
    const lab = (minutes: number, id: string): object =>
      hostEvent(minutes, { action: 'lab.viewed', actor: { type: 'user', id } });
    await send(host, [
      ...[0, 5, 9, 200, 201, 202].map((minutes) => lab(minutes, 'u1')),
      ...[0, 5, 30].map((minutes) => lab(minutes, 'u2')),
    ]);
    const condition = trialOf({ query: { action: ['lab.*'] }, window_minutes: 10 });
    const { body } = await auditor.client.post('/v1/alert-rules/trials', condition).expect(200);
    const trial = body as AlertRuleTrial;
    expect(trial).toMatchObject({ firings: 2, matched: 9, complete: true });
    expect(trial.examples.map(({ group, count }) => [group.id, count])).toEqual([
      ['u1', 3],
      ['u1', 3],
    ]);
    const { first_event: first, last_event: last } = trial.examples[1] as AlertRuleTrial['examples'][0];
    expect(Date.parse(last.occurred_at) - Date.parse(first.occurred_at)).toBe(9 * 60_000);
    await auditor.client.get(`/v1/events/${first.id}`).expect(200);
    expect(await lastEvent('alert_rule.tried')).toMatchObject({
      summary: 'Aude Auditor tried an alert rule against the past: it would have fired 2 times',
      details: { firings: 2, threshold: 3, query: { action: ['lab.*'] } },
    });
    const from = new Date(Date.now() - 450 * 60_000).toISOString();
    const later = await auditor.client.post('/v1/alert-rules/trials', { ...condition, from }).expect(200);
    expect(later.body).toMatchObject({ firings: 1, matched: 3 });
    const { body: backwards } = await auditor.client
      .post('/v1/alert-rules/trials', { ...condition, from, to: '2026-01-01' })
      .expect(422);
    expect(backwards.errors[0].pointer).toBe('/from');
  });

  it('never find what alerts leave in the log', async () => {
    const id = await created({
      query: { source: ['security'] },
      threshold: 1,
      window_minutes: 1,
      group_by: 'none',
    });
    await send(host, [hostEvent(0, { source: 'security' })]);
    for (let pass = 0; pass < 3; pass++) await evaluate(test);
    const alerts = await alertsOf(owner, `&rule=${id}`);
    const raised = (await test.events(owner.organizationId)).filter(
      ({ action }) => action === 'alert.raised',
    );
    const counted = new Set(alerts.flatMap(({ events }) => events.map(({ sequence }) => sequence)));
    expect(raised.length).toBeGreaterThan(0);
    expect(raised.filter(({ sequence }) => counted.has(sequence))).toEqual([]);
    await owner.client.delete(`/v1/alert-rules/${id}`).expect(204);
  });

  it('write to whom they name, once an hour, and only to who may read the log', async () => {
    const member = await join(test, owner, 'mia@example.com', 'member', 'Mia Member');
    const members = [await memberIdOf(owner, member.email), await memberIdOf(owner, auditor.email)];
    const shouted = members.map((one) => one.toUpperCase());
    const id = await created({
      name: 'Door',
      query: { action: ['door.opened'] },
      threshold: 1,
      window_minutes: 1,
      channels: { mail: { members: shouted } },
    });
    const open = async (minutes: number): Promise<string[]> => {
      await send(host, [hostEvent(minutes, { action: 'door.opened' })]);
      await evaluate(test);
      return (await mailsTo(test, auditor.email)).filter((text) => /Subject:.*Door/.test(text));
    };
    const [mail] = await open(0);
    const [alert] = await alertsOf(owner, `&rule=${id}`);
    expect(mail).toContain('Subject: Alert: Door (low)');
    expect(mail).toContain(`/alerts/${alert?.id}`);
    expect(mail).not.toContain('Jane');
    expect(await open(10)).toHaveLength(1);
    expect(await open(20)).toHaveLength(1);
    test.clock.advance(61 * 60_000);
    await evaluate(test);
    const mails = (await mailsTo(test, auditor.email)).filter((text) => /Subject:.*Door/.test(text));
    expect(mails).toHaveLength(2);
    expect(mails[1]).toContain('Subject: 2 alerts: Door (low)');
    expect((await mailsTo(test, member.email)).some((text) => /Door/.test(text))).toBe(false);
    await open(30);
    owner = await signIn(test, owner.email);
    await owner.client.delete(`/v1/alert-rules/${id}/activation`).expect(204);
    await evaluate(test);
    test.clock.advance(61 * 60_000);
    await evaluate(test);
    const due = await test.superuser.query('SELECT organizations_with_alerts_due($1, 9)', [test.clock.now()]);
    expect(due.rows).toEqual([]);
  });
});
