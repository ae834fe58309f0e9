import { startTestApp, type TestApp } from '../support/test-app';
import { join, signUpOwner, type TestPerson } from '../support/test-people';

const DAY_MS = 86_400_000;

describe('API keys', () => {
  let test: TestApp;
  let owner: TestPerson;

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
  });
  afterAll(() => test.close());

  const create = async (scopes: string[], more: object = {}) =>
    (await owner.client.post('/v1/api-keys', { name: 'billing', scopes, ...more }).expect(201)).body;

  it('shows a key once, and stores its hash only', async () => {
    const { key, id, ...shown } = await create(['events:write']);
    expect(key).toMatch(/^dbk_[0-9a-f]{12}_[\w-]{43}_[0-9a-f]{8}$/);
    expect(shown).toMatchObject({
      name: 'billing',
      scopes: ['events:write'],
      status: 'active',
      prefix: key.slice(0, 16),
    });
    expect(Math.round((Date.parse(shown.expires_at) - Date.now()) / DAY_MS)).toBe(90);
    const { body } = await owner.client.get('/v1/api-keys').expect(200);
    expect(body.data.find((each: { id: string }) => each.id === id)).toEqual({ id, ...shown });
    const events = await test.events(owner.organizationId);
    expect(events.at(-2)).toMatchObject({
      action: 'api_key.created',
      summary: 'Olivia Owner created the API key billing, which may events:write',
      resource: { type: 'api_key', id, name: 'billing' },
    });
    expect(JSON.stringify(events)).not.toContain(key.slice(17));
  });

  it('writes events and reads nothing', async () => {
    const { key, id } = await create(['events:write']);
    const client = test.client(key);
    await client
      .post('/v1/events', {
        action: 'invoice.sent',
        source: 'billing',
        operation: 'create',
        actor: { type: 'user', id: '7' },
      })
      .expect(201);
    await client.get('/v1/events').expect(403);
    expect((await test.events(owner.organizationId)).at(-1)).toMatchObject({
      outcome: 'denied',
      actor: { type: 'api_key', id, name: 'billing' },
    });
    const signedInOnly = await client.get('/v1/session').expect(403);
    expect(signedInOnly.body.code).toBe('session.person_required');
    const { rows } = await test.superuser.query('SELECT last_used_at FROM api_keys WHERE id = $1', [id]);
    expect(rows[0].last_used_at).not.toBeNull();
  });

  it('reads, with that scope', async () => {
    const { key } = await create(['audit:read']);
    await test.client(key).get('/v1/events').expect(200);
    const refused = await test.client(key).post('/v1/events', { action: 'a.b' }).expect(403);
    expect(refused.body.detail).toContain('events:write');
  });

  it('stops when it is revoked or expires, under its own name', async () => {
    const revoked = await create(['audit:read']);
    await owner.client.delete(`/v1/api-keys/${revoked.id}`).expect(204);
    await owner.client.delete(`/v1/api-keys/${revoked.id}`).expect(409);
    const answer = await test.client(revoked.key).get('/v1/events').expect(401);
    expect(answer.body.code).toBe('api_key.revoked');
    expect((await test.events(owner.organizationId)).at(-1)).toMatchObject({
      outcome: 'denied',
      actor: { type: 'api_key', id: revoked.id },
    });
    const short = await create(['audit:read'], { expires_at: new Date(Date.now() + DAY_MS).toISOString() });
    test.clock.advance(2 * DAY_MS);
    expect((await test.client(short.key).get('/v1/events').expect(401)).body.code).toBe('api_key.expired');
    test.clock.advance(-2 * DAY_MS);
    await test.client('dbk_0123456789ab_made-up').get('/v1/events').expect(401);
  });

  it('cannot do more than its creator, nor write and read at once, nor last for ever', async () => {
    const admin = await join(test, owner, 'adam@example.com', 'admin');
    const beyond = await admin.client
      .post('/v1/api-keys', { name: 'k', scopes: ['roles:manage'] })
      .expect(403);
    expect(beyond.body.code).toBe('api_key.scope_not_held');
    await admin.client
      .post('/v1/api-keys', { name: 'k', scopes: ['events:write', 'audit:read'] })
      .expect(422);
    await admin.client.post('/v1/api-keys', { name: 'k', scopes: ['everything'] }).expect(422);
    await admin.client
      .post('/v1/api-keys', { name: 'k', scopes: ['audit:read'], expires_at: '2099-01-01T00:00:00Z' })
      .expect(422);
    await admin.client
      .post('/v1/api-keys', { name: 'k', scopes: ['audit:read'], organization_id: owner.organizationId })
      .expect(422);
    const { key } = await create(['api_keys:manage']);
    await test
      .client(key)
      .post('/v1/api-keys', { name: 'k', scopes: ['api_keys:manage'] })
      .expect(403);
  });
});
