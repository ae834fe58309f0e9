import type { AuditEvent } from '../../src/modules/audit/audit.contract';
import type { NewEvent } from '../../src/modules/audit/audit.event';
import { EventWriter } from '../../src/modules/audit/recording/event-writer';
import type { SavedView } from '../../src/modules/views/views.contract';
import { DAY_MS } from '../../src/platform/clock/clock';
import { anEvent } from '../support/log-fixture';
import { startTestApp, type TestApp } from '../support/test-app';
import { join, signUpOwner, type TestPerson } from '../support/test-people';

type Row = readonly [name: string, over: Partial<NewEvent>];

/** A host product's event, harmless but for what is said of it. */
const plain: Partial<NewEvent> = {
  source: 'task',
  action: 'task.viewed',
  operation: 'read',
  category: null,
  outcome: 'success',
  flags: [],
  subject: null,
  resource: { type: 'task', id: 't1', name: 'Task' },
};
const patient = { type: 'patient', id: 'p1', name: 'Pat' };

const ROWS: readonly Row[] = [
  ['a plain read', {}],
  ['security, read', { source: 'security', action: 'door.opened' }],
  ['security, refused', { source: 'security', action: 'door.opened', outcome: 'denied' }],
  ['security, failed', { source: 'security', action: 'door.opened', outcome: 'failure' }],
  ['not security, refused', { outcome: 'denied' }],
  ['almost security', { source: 'security_guard', outcome: 'denied' }],
  ['from a new address', { flags: ['new_ip'] }],
  ['after hours', { flags: ['off_hours'] }],
  ['a burst', { flags: ['failed_burst'] }],
  ['critical', { flags: ['critical'] }],
  ['many at once', { flags: ['bulk_change'], operation: 'update', action: 'task.moved' }],
  ['deleted', { operation: 'delete', action: 'task.deleted' }],
  ['updated', { operation: 'update', action: 'task.updated' }],
  ['patient read', { subject: patient, flags: ['phi'], source: 'patient_activity' }],
  ['patient changed', { subject: patient, operation: 'update', source: 'patient_activity' }],
  ['chart created', { flags: ['phi'], operation: 'create', action: 'chart.created' }],
  ['patient called', { subject: patient, operation: 'execute', action: 'call.made' }],
  ['role given', { action: 'role.assigned', operation: 'update' }],
  ['role read', { action: 'role.viewed' }],
  ['roles listed', { action: 'role_list.viewed', operation: 'execute' }],
  ['roller updated', { action: 'roller.updated', operation: 'update' }],
  ['permission given', { action: 'permission.granted', operation: 'create' }],
  ['key made', { action: 'api_key.created', operation: 'create' }],
  ['keyboard made', { action: 'keyboard.created', operation: 'create' }],
  ['team changed', { action: 'team.renamed', operation: 'update' }],
  ['teammate greeted', { action: 'teammate.greeted', operation: 'update' }],
  ['role of a member', { action: 'member.role_changed', operation: 'update' }],
  ['name of a member', { action: 'member.renamed', operation: 'update' }],
  ['signed in', { action: 'user.signed_in', operation: 'authenticate' }],
  ['not signed in', { action: 'user.signed_in', operation: 'authenticate', outcome: 'failure' }],
  ['sign-in refused', { action: 'user.signed_in', operation: 'authenticate', outcome: 'denied' }],
  ['fetched in vain', { action: 'user.signed_in', outcome: 'failure' }],
];

const has =
  (...flags: string[]) =>
  (event: AuditEvent) =>
    event.flags.some((flag) => flags.includes(flag));
const fails = ({ outcome }: AuditEvent) => outcome !== 'success';
const POWER =
  /^(role|api_key|team|team_member|group)\.|^permission|^(member|user)\.(role|permission)|^member\.(added|removed|left)$|^access\.(granted|revoked)$|^(invitation\.accepted|installation\.set_up|organization\.founded)$/;

/** What each view is for, said once more without the query language. */
const MEANING: Readonly<Record<string, (event: AuditEvent) => boolean>> = {
  'builtin-last-7-days': () => true,
  'builtin-today': ({ occurred_at }) => occurred_at.slice(0, 10) === new Date().toISOString().slice(0, 10),
  'builtin-security-record': ({ source }) => source === 'security',
  'builtin-security-incidents': (event) =>
    (event.source === 'security' && fails(event)) || has('new_ip', 'failed_burst', 'off_hours')(event),
  'builtin-clinical-changes': (event) =>
    (event.subject !== null || has('phi')(event)) && ['create', 'update', 'delete'].includes(event.operation),
  'builtin-compliance': has('critical'),
  'builtin-permission-changes': ({ action, operation }) =>
    POWER.test(action) && !['read', 'authenticate'].includes(operation),
  'builtin-deletions': (event) => event.operation === 'delete' || has('bulk_change')(event),
  'builtin-failed-sign-ins': (event) => event.operation === 'authenticate' && fails(event),
  'builtin-phi-access': has('phi'),
};

/** Every built-in view on a log that holds what it is for, and what is only like it. */
describe('the built-in views', () => {
  let test: TestApp;
  let owner: TestPerson;
  let offered: SavedView[];
  let log: AuditEvent[];
  const names = new Map<string, string>();

  const read = async (parameters: object): Promise<AuditEvent[]> =>
    (
      await owner.client
        .get('/v1/events')
        .query({ limit: 200, ...parameters })
        .expect(200)
    ).body.data;

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    const now = test.clock.now().getTime();
    const events = ROWS.flatMap(([name, over], n) =>
      ['now', 'yesterday', 'long ago'].map((when, age) => {
        const occurred_at = new Date(now - [0, 1, 8][age]! * DAY_MS - n);
        const event = anEvent({ ...plain, ...over, occurred_at });
        names.set(event.id, `${name} ${when}`);
        return event;
      }),
    );
    await test.app.get(EventWriter).write(owner.organizationId, events);
    await test.anonymous.post('/v1/sessions', { email: owner.email, password: 'not this one' }).expect(401);
    offered = (await owner.client.get('/v1/saved-views').query({ tz: 'UTC' }).expect(200)).body.data;
    log = await read({ from: new Date(now - 30 * DAY_MS).toISOString() });
  });
  afterAll(() => test.close());

  const told = ({ id, action, outcome }: AuditEvent): string => names.get(id) ?? `${action} ${outcome}`;

  it('are the ones that the documents ask for', () =>
    expect(offered.map(({ id }) => id)).toEqual(Object.keys(MEANING)));

  it.each(Object.keys(MEANING))('%s finds exactly what it is for', async (id) => {
    const { parameters } = offered.find((view) => view.id === id) as SavedView;
    const known = new Set(log.map((event) => event.id));
    const found = (await read(parameters)).filter((event) => known.has(event.id));
    const from = String(parameters.from);
    const meant = log.filter((event) => event.occurred_at >= from && MEANING[id]!(event));
    expect(found.map(told)).toEqual(meant.map(told));
    expect(found.some((event) => names.has(event.id))).toBe(true);
    expect(log.length).toBeGreaterThan(meant.length);
  });

  it('show what is refused to people and failed sign-ins in the security record (S0-26)', async () => {
    const view = offered.find(({ id }) => id === 'builtin-security-record') as SavedView;
    const member = await join(test, owner, 'mia@example.com', 'member');
    await member.client.patch('/v1/organization', { name: 'Mine' }).expect(403);
    const found = await read(view.parameters);
    expect(found.map(told)).toEqual(
      expect.arrayContaining(['organization.updated denied', 'session.signed_in failure']),
    );
    expect(found.every(({ source }) => source === 'security')).toBe(true);
  });

  it('stay as they are', async () => {
    const path = '/v1/saved-views/builtin-today';
    const { body } = await owner.client.patch(path, { name: 'Mine' }).expect(409);
    expect(body).toMatchObject({ code: 'saved_view.built_in' });
    await owner.client.delete(path).expect(409);
    await owner.client.get('/v1/saved-views/builtin-tomorrow').expect(404);
  });

  it('begin today in the zone of who looks (S1-17), else of the organization', async () => {
    const from = async (query: object): Promise<string> =>
      (await owner.client.get('/v1/saved-views/builtin-today').query(query).expect(200)).body.parameters.from;
    await owner.client.patch('/v1/organization', { time_zone: 'Asia/Kolkata' }).expect(200);
    expect(await from({})).toMatch(/T18:30:00\.000Z$/);
    expect(await from({ tz: 'Asia/Kathmandu' })).toMatch(/T18:15:00\.000Z$/);
    await owner.client.get('/v1/saved-views/builtin-today').query({ tz: 'Nowhere' }).expect(422);
  });
});
