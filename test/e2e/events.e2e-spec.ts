import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../support/test-app';
import type { TestClient } from '../support/test-client';
import { signIn, signUpOwner, type TestPerson } from '../support/test-people';

const event = (over: object = {}): object => ({
  action: 'patient.viewed',
  source: 'patient_activity',
  actor: { id: 'dr-1', name: 'Dr. Ada Moss', email: 'ada@acme.example' },
  subject: { type: 'patient', id: 'p-77', name: 'Ann Lee' },
  summary: 'Dr. Ada Moss opened the chart of Ann Lee',
  ...over,
});

describe('events of a host product', () => {
  let test: TestApp;
  let owner: TestPerson;
  let key: TestClient;
  let stranger: TestPerson;
  let strangerKey: TestClient;

  const keyOf = async (person: TestPerson, scopes = ['events:write']): Promise<TestClient> => {
    const { body } = await person.client.post('/v1/api-keys', { name: 'EHR', scopes }).expect(201);
    return test.client(body.key ?? body.secret);
  };

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    key = await keyOf(owner);
    const { body } = await owner.client.post('/v1/organizations', { name: 'Other Clinic' }).expect(201);
    stranger = await signIn(test, owner.email, body.id ?? body.organization?.id);
    strangerKey = await keyOf(stranger);
  });
  afterAll(() => test.close());

  const all = async (
    client: TestClient,
    query = '',
  ): Promise<{ id: string; action: string; sequence: number }[]> => {
    const found: { id: string; action: string; sequence: number }[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const path: string = `/v1/events?from=2020-01-01&limit=3${query}${cursor && `&cursor=${cursor}`}`;
      const { body } = await client.get(path).expect(200);
      found.push(...body.data);
      cursor = body.next_cursor;
    }
    return found;
  };

  it('stores one, names its reporter, and gives it back whole', async () => {
    const { body } = await key
      .post('/v1/events', event({ details: { password: 'hunter2hunter2' }, context: { ip: '198.51.100.4' } }))
      .expect(201);
    expect(body).toMatchObject({ stored: 1, items: [{ status: 'stored', sequence: expect.any(Number) }] });
    const found = await owner.client.get(`/v1/events/${body.items[0].id}`).expect(200);
    expect(found.body).toMatchObject({
      action: 'patient.viewed',
      operation: 'read',
      outcome: 'success',
      subject: { id: 'p-77' },
      details: { password: '[redacted]' },
      redaction: { removed: [{ pointer: '/details/password', rule: 'key_name' }] },
      reported_by: { api_key_id: expect.any(String), ip: '127.0.0.1', request_id: expect.any(String) },
      context: { ip: '198.51.100.4' },
    });
    expect(JSON.stringify(found.body)).not.toContain('hunter2');
  });

  it('answers each event of a batch, and a repeated delivery by the first one', async () => {
    const id = randomUUID();
    const batch = {
      events: [
        event({ id }),
        event({ action: 'bad action' }),
        event({ id }),
        event({ id, summary: 'other' }),
      ],
    };
    const { body } = await key.post('/v1/events', batch).expect(201);
    expect(body.items.map(({ status }: { status: string }) => status)).toEqual([
      'stored',
      'rejected',
      'duplicate',
      'conflict',
    ]);
    expect(body.items[1].errors).toEqual([{ pointer: '/events/1/action', detail: expect.any(String) }]);
    expect(body.items[3].errors[0].pointer).toBe('/events/3/summary');
    const before = (await test.events(owner.organizationId)).length;
    await key.post('/v1/events', { events: [event({ id })] }).expect(200);
    const events = await test.events(owner.organizationId);
    expect(events.slice(before).map(({ action }) => action)).toEqual(['events.ingested']);
    expect(events.filter(({ action }) => action === 'event.rewrite_refused')).toHaveLength(1);
  });

  it('stores all of an atomic batch or nothing', async () => {
    const before = (await all(owner.client, '&action=appointment.booked')).length;
    const good = event({ action: 'appointment.booked' });
    const { body } = await key
      .post('/v1/events?atomic=true', { events: [good, event({ sequence: 1 })] })
      .expect(422);
    expect(body.errors).toContainEqual({
      pointer: '/events/1/sequence',
      detail: 'is not known here, or is set by the server only',
    });
    expect(await all(owner.client, '&action=appointment.booked')).toHaveLength(before);
    await key.post('/v1/events?atomic=true', { events: [good, good] }).expect(201);
    expect(await all(owner.client, '&action=appointment.booked')).toHaveLength(before + 2);
  });

  it('takes NDJSON line by line', async () => {
    const lines = [JSON.stringify(event()), '{"action":', JSON.stringify(event())].join('\n');
    const { body } = await key
      .post('/v1/events')
      .set('content-type', 'application/x-ndjson')
      .send(lines)
      .expect(201);
    expect(body).toMatchObject({ stored: 2, rejected: 1 });
    expect(body.items[1].errors[0].pointer).toBe('/1');
  });

  it('pages both ways without a gap or a repetition, and says where in Link', async () => {
    const first = await owner.client.get('/v1/events?from=2020-01-01&limit=2').expect(200);
    expect(first.body.prev_cursor).toBeNull();
    expect(first.headers.link).toContain('rel="next"');
    const second = await owner.client
      .get(`/v1/events?from=2020-01-01&limit=2&cursor=${first.body.next_cursor}`)
      .expect(200);
    const back = await owner.client
      .get(`/v1/events?from=2020-01-01&limit=2&cursor=${second.body.prev_cursor}`)
      .expect(200);
    expect(back.body.data.map(({ id }: { id: string }) => id)).toEqual(
      first.body.data.map(({ id }: { id: string }) => id),
    );
    const walked = await all(owner.client, '&action=patient.*');
    expect(new Set(walked.map(({ id }) => id)).size).toBe(walked.length);
  });

  it('records each reading once, with the query', async () => {
    await owner.client.get('/v1/events?actor=ada&outcome=success').expect(200);
    const last = (await test.events(owner.organizationId)).at(-1);
    expect(last).toMatchObject({
      action: 'audit_log.viewed',
      actor: { email: owner.email },
      details: { query: { actor: ['ada'], outcome: ['success'] } },
    });
  });

  it.each([
    ['from=yesterday', 'from'],
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['sort=actor', 'sort'],
    ['ip=999.1.1.1', 'ip'],
    ['action=a*b', 'action'],
    ['outcome=maybe', 'outcome'],
    ['organization_id=x', 'organization_id'],
    ['cursor=abc', 'cursor'],
  ])('refuses ?%s and names the parameter', async (query, field) => {
    const { body } = await owner.client
      .get(`/v1/events?${query}`)
      .expect(422)
      .expect('content-type', /problem\+json/);
    expect(body.errors[0].pointer).toContain(field);
  });

  it('shows nothing of another organization: not by id, cursor, filter, nor by a key', async () => {
    const { body } = await strangerKey
      .post('/v1/events', event({ summary: 'Secret of the other clinic' }))
      .expect(201);
    const { id } = body.items[0];
    const foreign = await owner.client.get(`/v1/events/${id}`).expect(404);
    const missing = await owner.client.get(`/v1/events/${randomUUID()}`).expect(404);
    expect({ ...foreign.body, request_id: '' }).toEqual({ ...missing.body, request_id: '' });
    const page = await stranger.client.get('/v1/events?from=2020-01-01&limit=1').expect(200);
    await owner.client.get(`/v1/events?from=2020-01-01&limit=1&cursor=${page.body.next_cursor}`).expect(422);
    expect((await owner.client.get('/v1/events?from=2020-01-01&q=secret').expect(200)).body.data).toEqual([]);
    expect(
      (await stranger.client.get('/v1/events?from=2020-01-01&q=secret').expect(200)).body.data,
    ).toHaveLength(1);
    const reuse = await key.post('/v1/events', event({ id })).expect(201);
    expect(reuse.body.items[0].status).toBe('stored');
    expect((await test.events(owner.organizationId)).some(({ summary }) => summary?.includes('Secret'))).toBe(
      false,
    );
  });

  it('lets a key write and not read, and a person read and not write', async () => {
    await key.get('/v1/events').expect(403);
    await owner.client.post('/v1/events', event()).expect(403);
    const reader = await keyOf(owner, ['audit:read']);
    await reader.get('/v1/events').expect(200);
    await reader.post('/v1/events', event()).expect(403);
  });
});
