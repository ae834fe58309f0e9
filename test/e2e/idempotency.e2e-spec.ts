import { startTestApp, type TestApp } from '../support/test-app';
import { join, signUpOwner, type TestPerson } from '../support/test-people';

describe('Idempotency-Key', () => {
  let test: TestApp;
  let owner: TestPerson;

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
  });
  afterAll(() => test.close());

  const invite = (key: string, email: string, client = owner.client) =>
    client.post('/v1/invitations', { email, role: 'member' }).set('idempotency-key', key);

  it('answers a repetition with the first answer, and records that', async () => {
    const first = await invite('a', 'a@example.com').expect(201);
    const again = await invite('a', 'a@example.com').expect(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotent-replayed']).toBe('true');
    const events = await test.events(owner.organizationId);
    expect(events.slice(-2).map(({ action }) => action)).toEqual(['invitation.created', 'request.replayed']);
  });

  it('refuses the key for another request', async () => {
    await invite('b', 'b@example.com').expect(201);
    const other = await invite('b', 'c@example.com').expect(422);
    expect(other.body.code).toBe('idempotency.key_reused');
    await owner.client.post('/v1/organizations', { name: 'x' }).set('idempotency-key', 'b').expect(422);
  });

  it('carries out one of many at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => invite('d', 'd@example.com')));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.every((status) => status === 201 || status === 409)).toBe(true);
    expect(
      answers
        .filter(({ status }) => status === 409)
        .every(({ body }) => body.code === 'idempotency.in_flight'),
    ).toBe(true);
    const { rows } = await test.superuser.query(
      `SELECT count(*)::int AS n FROM invitations WHERE email = 'd@example.com'`,
    );
    expect(rows[0].n).toBe(1);
  });

  it('is free again when the first try failed', async () => {
    await invite('e', 'not an address').expect(422);
    await invite('e', 'e@example.com').expect(201);
    await invite('f', 'e@example.com').expect(409);
    await invite('f', 'f@example.com').expect(201);
  });

  it('is free again a minute after the first try died', async () => {
    await test.superuser.query(
      `INSERT INTO idempotency_keys (organization_id, holder_id, key, attempt_id, request_hash, expires_at)
       VALUES ($1, $2, 'g', gen_random_uuid(), '\\x00', now() + interval '1 minute')`,
      [owner.organizationId, owner.accountId],
    );
    await invite('g', 'g@example.com').expect(422);
    test.clock.advance(61_000);
    await invite('g', 'g@example.com').expect(201);
  });

  it('belongs to who sent it', async () => {
    const admin = await join(test, owner, 'adam@example.com', 'admin');
    await invite('h', 'h1@example.com').expect(201);
    const { body } = await invite('h', 'h2@example.com', admin.client).expect(201);
    expect(body.email).toBe('h2@example.com');
  });

  it('never keeps a secret', async () => {
    const create = () =>
      owner.client.post('/v1/api-keys', { name: 'k', scopes: ['audit:read'] }).set('idempotency-key', 'i');
    const { body } = await create().expect(201);
    const again = await create().expect(409);
    expect(again.body.code).toBe('idempotency.answer_not_kept');
    const { rows } = await test.superuser.query(
      `SELECT answer FROM idempotency_keys WHERE answer LIKE '%dbk\\_%' OR answer LIKE $1`,
      [`%${body.key}%`],
    );
    expect(rows).toEqual([]);
    const { rows: keys } = await test.superuser.query('SELECT count(*)::int AS n FROM api_keys');
    expect(keys[0].n).toBe(1);
  });
});
