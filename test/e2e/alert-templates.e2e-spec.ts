import type { AlertView } from '../../src/modules/alerts/alerts.contract';
import { behindProxy } from '../support/behind-proxy';
import { alertsOf, evaluate, hostEvent, rulesOf, send } from '../support/test-alerts';
import { mintTestKey } from '../support/test-api-key';
import { startTestApp, type TestApp } from '../support/test-app';
import type { TestClient } from '../support/test-client';
import { signUpOwner, type TestPerson } from '../support/test-people';

const failedSignIn = (minutes: number, id: string): object =>
  hostEvent(minutes, {
    action: 'session.signed_in',
    operation: 'authenticate',
    outcome: 'failure',
    actor: { type: 'user', id, name: id },
  });
const by = (id: string, over: object): Record<string, unknown> => ({
  actor: { type: 'user', id, name: id },
  ...over,
});

/** Check 7 of issue 4: each rule fires on a prepared history and stays silent on its neighbour. */
describe('the rules that every organization begins with (S4-32, S4-33, A24)', () => {
  let test: TestApp;
  let owner: TestPerson;
  let host: TestClient;

  beforeAll(async () => {
    test = await startTestApp({
      settings: behindProxy('http://localhost'),
    });
    owner = await signUpOwner(test);
    host = test.client(await mintTestKey(test, owner));
    await evaluate(test);
  }, 120_000);
  afterAll(() => test.close());

  it('are switched on once, by an event, and stay away when they are deleted', async () => {
    const rules = await rulesOf(owner);
    expect(rules.map(({ template }) => template ?? '').toSorted()).toEqual([
      'anchor_overdue',
      'bulk_change',
      'bulk_export',
      'deletion',
      'failed_sign_ins',
      'integrity_violation',
      'key_from_new_network',
      'off_hours',
      'permission_change',
      'unexpected_ip',
    ]);
    expect(rules.every(({ enabled }) => enabled)).toBe(true);
    const { body } = await owner.client.get('/v1/alert-rule-templates').expect(200);
    expect(body.data).toHaveLength(rules.length);
    const extra = rules.find(({ template }) => template === 'off_hours');
    const id = (extra as { id: string }).id;
    await owner.client.delete(`/v1/alert-rules/${id}`).expect(204);
    await evaluate(test);
    expect(await rulesOf(owner)).toHaveLength(rules.length - 1);
    const again = { ...body.data.find((each: { template: string }) => each.template === 'off_hours') };
    delete again.description;
    await owner.client.post('/v1/alert-rules', again).expect(201);
    const introduced = (await test.events(owner.organizationId)).filter(
      ({ action }) => action === 'alert_rules.introduced',
    );
    expect(introduced).toHaveLength(1);
    expect(introduced[0]?.summary).toMatch(/^Daybook switched on the alert rules Off-hours activity, /);
  });

  const cases: [template: string, fires: object[], silent: object[]][] = [
    [
      'off_hours',
      [hostEvent(0, by('o1', { flags: ['off_hours'] }))],
      [hostEvent(0, by('o2', { flags: ['phi'] }))],
    ],
    ['unexpected_ip', [hostEvent(0, by('i1', { flags: ['new_ip'] }))], [hostEvent(0, by('i2', {}))]],
    [
      'failed_sign_ins',
      [0, 2, 4, 6, 10].map((minutes) => failedSignIn(minutes, 'f1')),
      [
        ...[0, 1, 2, 3].map((minutes) => failedSignIn(minutes, 'four')),
        ...[0, 3, 6, 9, 11].map((minutes) => failedSignIn(minutes, 'eleven')),
        ...[0, 1, 2, 3, 4].map((minutes) => failedSignIn(minutes, `other-${minutes}`)),
        ...[0, 1, 2, 3, 4].map((minutes) => ({ ...failedSignIn(minutes, 'fine'), outcome: 'success' })),
      ],
    ],
    [
      'permission_change',
      [hostEvent(0, by('p1', { action: 'permission.granted', operation: 'create', flags: ['critical'] }))],
      [
        hostEvent(
          0,
          by('p2', {
            action: 'permission.granted',
            outcome: 'denied',
            operation: 'create',
            flags: ['critical'],
          }),
        ),
        hostEvent(0, by('p3', { action: 'permission.viewed', operation: 'read' })),
      ],
    ],
    [
      'deletion',
      [hostEvent(0, by('d1', { action: 'patient.deleted', operation: 'delete', flags: ['critical'] }))],
      [
        hostEvent(
          0,
          by('d2', {
            action: 'patient.deleted',
            operation: 'delete',
            outcome: 'failure',
            flags: ['critical'],
          }),
        ),
        hostEvent(0, by('d3', { action: 'patient.updated', operation: 'update' })),
      ],
    ],
    [
      'bulk_change',
      [hostEvent(0, by('b1', { action: 'patients.updated', flags: ['bulk_change'] }))],
      [hostEvent(0, by('b2', { action: 'patients.updated' }))],
    ],
    [
      'bulk_export',
      [hostEvent(0, by('e1', { action: 'bulk_export.created', operation: 'create', flags: ['critical'] }))],
      [hostEvent(0, by('e2', { action: 'export.viewed', operation: 'read' }))],
    ],
    [
      'anchor_overdue',
      [hostEvent(0, by('n1', { action: 'integrity.anchor_overdue', operation: 'execute' }))],
      [hostEvent(0, by('n2', { action: 'integrity.anchor_recovered', operation: 'execute' }))],
    ],
  ];

  it.each(cases)('%s fires on its history, and not on its neighbour', async (template, fires, silent) => {
    const seen = new Set((await alertsOf(owner)).map(({ id }) => id));
    await send(host, silent);
    await evaluate(test);
    const news = async (): Promise<AlertView[]> =>
      (await alertsOf(owner)).filter(({ id, rule }) => !seen.has(id) && rule.template === template);
    expect(await news()).toEqual([]);
    await send(host, fires);
    await evaluate(test);
    const [alert, ...more] = await news();
    expect(more).toEqual([]);
    expect(alert).toMatchObject({ state: 'open', count: fires.length });
    expect(alert?.events).toHaveLength(fires.length);
  });

  it('count wrong passwords for Daybook itself by the address that was tried', async () => {
    const wrong = async (email: string): Promise<void> => {
      await test.anonymous.post('/v1/sessions', { email, password: 'not the password' });
    };
    const alerts = async (): Promise<AlertView[]> =>
      (await alertsOf(owner)).filter(({ group }) => group.type === 'anonymous');
    for (let attempt = 0; attempt < 4; attempt++) await wrong(owner.email);
    await evaluate(test);
    expect(await alerts()).toEqual([]);
    await wrong(owner.email.toUpperCase());
    await evaluate(test);
    expect(await alerts()).toMatchObject([
      { severity: 'high', count: 5, group: { by: 'actor', type: 'anonymous', id: owner.email } },
    ]);
  });

  const raisedBy = async (template: string, about: string): Promise<AlertView[]> =>
    (await alertsOf(owner)).filter(({ rule, group }) => rule.template === template && group.id === about);

  it('notice a key that is used from a network new to it, and not from its neighbour', async () => {
    const { body: key } = await owner.client
      .post('/v1/api-keys', { name: 'Host', scopes: ['events:write'] })
      .expect(201);
    const from = async (ip: string): Promise<AlertView[]> => {
      await test.client(key.key).post('/v1/events', hostEvent(0)).set('x-forwarded-for', ip).expect(201);
      await evaluate(test);
      return raisedBy('key_from_new_network', key.id);
    };
    expect(await from('203.0.113.7')).toEqual([]);
    expect(await from('203.0.113.250')).toEqual([]);
    expect(await from('198.51.100.7')).toMatchObject([
      { severity: 'high', summary: 'The API key Host was used from a new network, 198.51.100.0/24' },
    ]);
    expect(await from('203.0.113.8')).toMatchObject([{ count: 1 }]);
    expect(await from('2001:db8:1:2::1')).toMatchObject([{ count: 2 }]);
  });

  it('notice people by what Daybook flags itself: an address that is new, and work out of hours', async () => {
    const ip = async (address: string): Promise<number> => {
      await owner.client.get('/v1/organization').set('x-forwarded-for', address).expect(200);
      await evaluate(test);
      return (await raisedBy('unexpected_ip', owner.accountId)).length;
    };
    expect(await ip('127.0.0.1')).toBe(0);
    expect(await ip('192.0.2.77')).toBe(1);

    const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
    const working_hours = Object.fromEntries(days.map((day) => [day, { from: '09:00', to: '17:00' }]));
    const noon = `${new Date(Date.now() - 24 * 3_600_000).toISOString().slice(0, 10)}T12:00:00Z`;
    const inZone = async (time_zone: string): Promise<number> => {
      await owner.client.patch('/v1/organization', { time_zone, working_hours }).expect(200);
      await send(host, [hostEvent(0, by('late', { occurred_at: noon }))]);
      await evaluate(test);
      return (await raisedBy('off_hours', 'late')).length;
    };
    expect(await inZone('UTC')).toBe(0);
    expect(await inZone('Asia/Tokyo')).toBe(1);
  });
});
