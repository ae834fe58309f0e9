import { AuthHousekeeping } from '../../src/modules/auth/auth.housekeeping';
import { behindProxy } from '../support/behind-proxy';
import { startTestApp, type TestApp } from '../support/test-app';
import { foundAnother, join, PASSWORD, signIn, signUpOwner, type TestPerson } from '../support/test-people';

const ORIGIN = 'https://audit.example.com';
const MINUTE_MS = 60_000;

describe('sessions', () => {
  let test: TestApp;
  let owner: TestPerson;

  beforeAll(async () => {
    test = await startTestApp({
      settings: behindProxy(ORIGIN),
    });
    owner = await signUpOwner(test);
  });
  afterAll(() => test.close());

  const credentials = { email: 'olivia@example.com', password: PASSWORD };
  const cookieOf = async (): Promise<string> => {
    const { headers } = await test.anonymous.post('/v1/sessions', credentials).expect(201);
    const cookies = headers['set-cookie'] as unknown as string[];
    return cookies.find((cookie) => cookie.startsWith('__Host-daybook=')) as string;
  };

  it('come as a cookie that scripts, other sites and plain http never get', async () => {
    const cookie = await cookieOf();
    expect(cookie).toMatch(/^__Host-daybook=[\w-]{43};/);
    expect(cookie.split('; ').slice(1).toSorted()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure']);
    const [pair] = cookie.split(';') as [string];
    await test.anonymous.get('/v1/session').set('cookie', pair).expect(200);
    const out = await test.anonymous.delete('/v1/session').set('cookie', pair).expect(204);
    expect(out.headers['set-cookie']?.[0]).toContain('Max-Age=0');
    await test.anonymous.get('/v1/session').set('cookie', pair).expect(401);
  });

  it.each([
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ 'sec-fetch-site': 'same-origin', origin: ORIGIN }, 200],
    [{ origin: ORIGIN }, 200],
    [{}, 200],
  ])('are not used by a page of another site: %j', async (headers, status) => {
    const { token } = await signIn(test, owner.email);
    const pair = `__Host-daybook=${token}`;
    const answer = await test.anonymous
      .patch('/v1/organization', { time_zone: 'UTC' })
      .set('cookie', pair)
      .set(headers);
    expect(answer.status).toBe(status);
    if (status === 403) {
      expect(answer.body.code).toBe('request.cross_site');
      expect((await test.events(owner.organizationId)).at(-1)).toMatchObject({
        action: 'organization.updated',
        outcome: 'denied',
      });
    }
  });

  it('are not opened by a page of another site', async () => {
    await test.anonymous.post('/v1/sessions', credentials).set('sec-fetch-site', 'cross-site').expect(403);
  });

  it('move to another organization with a new token, and end in the old one', async () => {
    const second = await foundAnother(test, await signIn(test, owner.email), 'Second Clinic');
    const session = await signIn(test, owner.email, owner.organizationId);
    const { body } = await session.client
      .put('/v1/session/organization', { organization_id: second.organizationId })
      .expect(200);
    expect(body.token).not.toBe(session.token);
    expect(body.organization).toMatchObject({ id: second.organizationId, name: 'Second Clinic' });
    await session.client.get('/v1/session').expect(401);
    await test.client(body.token).get('/v1/session').expect(200);
    expect((await test.events(second.organizationId)).at(-2)).toMatchObject({
      action: 'session.organization_switched',
      summary: 'Olivia Owner switched to the organization Second Clinic',
    });
  });

  it('end when nobody uses them: 401, and one event', async () => {
    const session = await signIn(test, owner.email, owner.organizationId);
    test.clock.advance(14 * MINUTE_MS);
    await session.client.get('/v1/session').expect(200);
    test.clock.advance(14 * MINUTE_MS);
    await session.client.get('/v1/session').expect(200);
    test.clock.advance(16 * MINUTE_MS);
    const late = await Promise.all([1, 2, 3].map(() => session.client.get('/v1/session')));
    expect(late.map(({ status }) => status)).toEqual([401, 401, 401]);
    expect(late.some(({ body }) => body.code === 'session.expired')).toBe(true);
    const events = (await test.events(owner.organizationId)).filter(
      ({ actor, context }) => actor.id === owner.accountId && context.http === undefined,
    );
    expect(events.filter(({ action }) => action === 'session.timed_out')).toHaveLength(1);
    expect(events.at(-1)?.summary).toBe('The session of Olivia Owner timed out');
  });

  it('end after twelve hours, however busy', async () => {
    const session = await signIn(test, owner.email, owner.organizationId);
    for (let i = 0; i < 71; i++) {
      test.clock.advance(10 * MINUTE_MS);
      if (i % 24 === 0) await session.client.get('/v1/session').expect(200);
      else await test.superuser.query('UPDATE sessions SET last_seen_at = $1', [test.clock.now()]);
    }
    await session.client.get('/v1/session').expect(200);
    test.clock.advance(10 * MINUTE_MS);
    expect((await session.client.get('/v1/session').expect(401)).body.code).toBe('session.expired');
  });

  it('are swept when nobody comes back', async () => {
    await signIn(test, owner.email, owner.organizationId);
    test.clock.advance(20 * MINUTE_MS);
    expect(await test.app.get(AuthHousekeeping).endExpiredSessions()).toBeGreaterThan(0);
    expect(await test.app.get(AuthHousekeeping).endExpiredSessions()).toBe(0);
    const { rows } = await test.superuser.query('SELECT count(*)::int AS n FROM sessions');
    expect(rows[0].n).toBe(0);
  });

  it('record a failed sign-in in each organization of the account', async () => {
    await join(test, await signIn(test, owner.email, owner.organizationId), 'nina@example.com', 'member');
    const before = (await test.events()).length;
    await test.anonymous.post('/v1/sessions', { email: owner.email, password: 'wrong' }).expect(401);
    const added = (await test.events()).slice(before);
    expect(added.map(({ action, outcome }) => [action, outcome])).toEqual([
      ['session.signed_in', 'failure'],
      ['session.signed_in', 'failure'],
    ]);
    expect(new Set(added.map(({ organization_id }) => organization_id)).size).toBe(2);
  });
});
