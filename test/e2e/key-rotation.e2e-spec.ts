import { startTestApp, type TestApp } from '../support/test-app';
import { join, signUpOwner, type TestPerson } from '../support/test-people';

const HOUR_MS = 3_600_000;

describe('an API key that is bound and replaced', () => {
  let test: TestApp;
  let owner: TestPerson;

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
  });
  afterAll(() => test.close());

  const create = async (more: object = {}) =>
    (await owner.client.post('/v1/api-keys', { name: 'k', scopes: ['audit:read'], ...more }).expect(201))
      .body;
  const read = (key: string) => test.client(key).get('/v1/events?limit=1');

  it('works from its networks only, and the rest is recorded', async () => {
    const near = await create({ allowed_networks: ['127.0.0.0/8', '::1'] });
    expect(near.allowed_networks).toEqual(['127.0.0.0/8', '::1/128']);
    await read(near.key).expect(200);
    const far = await create({ allowed_networks: ['203.0.113.0/24'] });
    const refused = await read(far.key).expect(403);
    expect(refused.body.code).toBe('api_key.network_not_allowed');
    expect((await test.events(owner.organizationId)).at(-1)).toMatchObject({
      outcome: 'denied',
      actor: { type: 'api_key', id: far.id },
      outcome_reason: 'This API key may not be used from 127.0.0.1.',
    });
    await owner.client.patch(`/v1/api-keys/${far.id}`, { allowed_networks: [] }).expect(200);
    await read(far.key).expect(200);
    for (const network of ['10.0.0.0/33', 'example.com', '::ffff:10.0.0.1/100', 7])
      await owner.client
        .post('/v1/api-keys', { name: 'k', scopes: ['audit:read'], allowed_networks: [network] })
        .expect(422);
  });

  it('says from where it was used last, and who made it', async () => {
    const { key, id } = await create();
    await read(key).expect(200);
    const { body } = await owner.client.get('/v1/api-keys').expect(200);
    expect(body.data.find((each: { id: string }) => each.id === id)).toMatchObject({
      last_used_ip: '127.0.0.1',
      last_used_at: expect.any(String),
      created_by: { id: owner.accountId, name: 'Olivia Owner' },
    });
  });

  it('works with both secrets for a while, then with the new one', async () => {
    const first = await create();
    const path = `/v1/api-keys/${first.id}/rotation`;
    const { body: second } = await owner.client.post(path, { overlap_hours: 2 }).expect(201);
    expect(second.id).toBe(first.id);
    expect(second.key).not.toBe(first.key);
    await read(first.key).expect(200);
    await read(second.key).expect(200);
    test.clock.advance(2 * HOUR_MS);
    expect((await read(first.key).expect(401)).body.code).toBe('api_key.rotated');
    await read(second.key).expect(200);
    test.clock.advance(-2 * HOUR_MS);
    const { body: third } = await owner.client.post(path, { overlap_hours: 0 }).expect(201);
    await read(first.key).expect(401);
    await read(second.key).expect(401);
    await read(third.key).expect(200);
  });

  it('is dead at once in all its secrets when it is revoked', async () => {
    const first = await create();
    const path = `/v1/api-keys/${first.id}`;
    const { body: second } = await owner.client.post(`${path}/rotation`, { overlap_hours: 168 }).expect(201);
    await owner.client.delete(path).expect(204);
    for (const { key } of [first, second]) expect((await read(key)).body.code).toBe('api_key.revoked');
    await owner.client.post(`${path}/rotation`, { overlap_hours: 1 }).expect(409);
  });

  it('is shown anew to nobody who holds less than it may', async () => {
    const { id } = await create({ scopes: ['roles:manage'] });
    const admin = await join(test, owner, 'adam@example.com', 'admin');
    const refused = await admin.client.post(`/v1/api-keys/${id}/rotation`, { overlap_hours: 1 }).expect(403);
    expect(refused.body.code).toBe('api_key.scope_not_held');
    await admin.client.post(`/v1/api-keys/${id}/rotation`, { overlap_hours: 169 }).expect(422);
  });
});
