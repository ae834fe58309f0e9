import { DataSource } from 'typeorm';
import { LOCK_LIMITS, SignInLocks } from '../../src/modules/auth/auth.sign-in-locks';
import { SIGN_IN_LIMITS } from '../../src/modules/auth/sessions/sign-in-throttle';
import { behindProxy } from '../support/behind-proxy';
import { startTestApp, type TestApp } from '../support/test-app';
import {
  foundAnother,
  join,
  memberIdOf,
  PASSWORD,
  signIn,
  signUpOwner,
  type TestPerson,
} from '../support/test-people';

const MINUTE_MS = 60_000;
const UNKNOWN = 'nobody@example.com';

describe('guessing at passwords', () => {
  let test: TestApp;
  let owner: TestPerson;
  let host = 0;

  beforeAll(async () => {
    test = await startTestApp({
      settings: behindProxy(),
    });
    owner = await signUpOwner(test);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    await test.superuser.query('TRUNCATE sign_in_failures, sign_in_attempts');
  });

  const attempt = (email: string, password: string, ip: string, cookie = '') =>
    test.anonymous.post('/v1/sessions', { email, password }).set('x-forwarded-for', ip).set('cookie', cookie);
  const elsewhere = (): string => `198.${(host += 1) >> 8}.${host & 255}.7`;
  const guess = (email: string, cookie = '') => attempt(email, 'wrong', elsewhere(), cookie);
  const deviceOf = async (): Promise<string> => {
    const { headers } = await attempt(owner.email, PASSWORD, elsewhere()).expect(201);
    const cookies = headers['set-cookie'] as unknown as string[];
    return cookies.find((cookie) => cookie.startsWith('__Host-daybook-device='))?.split(';')[0] as string;
  };

  /** Status and wait of guesses from ever new networks, each made as soon as it may be. */
  async function guesses(email: string, count: number): Promise<(readonly [number, number])[]> {
    const seen: (readonly [number, number])[] = [];
    for (let n = 0; n < count; n++) {
      await guess(email).expect(401);
      const { status, headers } = await guess(email);
      const wait = Number(headers['retry-after'] ?? 0);
      seen.push([status, wait]);
      if (status === 401) n += 1;
      else test.clock.advance(wait * 1_000);
    }
    return seen;
  }

  it.each([['olivia@example.com'], [UNKNOWN]])(
    'of %s from everywhere costs growing delays after five, and half an hour after ten',
    async (email) => {
      const seen = await guesses(email, 11);
      expect(seen.slice(0, 2).map(([status]) => status)).toEqual([401, 401]);
      const waits = seen.slice(2).map(([, wait]) => wait);
      expect(seen.slice(2).every(([status]) => status === 429)).toBe(true);
      expect(waits.slice(0, 5).every((wait, n) => Math.abs(wait - 10 * 2 ** n) <= 1)).toBe(true);
      expect(waits.slice(5).every((wait) => Math.abs(wait - 1_800) <= 1)).toBe(true);
    },
  );

  it('refuses none of two sign-ins at once because the other read the clock a moment later', async () => {
    const now = test.clock.now().getTime();
    const locks = test.app.get(SignInLocks);
    for (const milliseconds of [now + 5, now]) {
      jest.spyOn(test.clock, 'now').mockReturnValueOnce(new Date(milliseconds));
      expect(await locks.take(owner.email, null)).toMatchObject({ allowed: true });
    }
    jest.restoreAllMocks();
  });

  it('counts those made at once, and forgets them when the password is right', async () => {
    const many = await Promise.all(Array.from({ length: 8 }, () => guess(owner.email)));
    expect(many.filter(({ status }) => status === 401)).toHaveLength(LOCK_LIMITS.delayed);
    test.clock.advance(MINUTE_MS);
    await attempt(owner.email, PASSWORD, elsewhere()).expect(201);
    await guess(owner.email).expect(401);
    await attempt(owner.email, PASSWORD, elsewhere()).expect(201);
  });

  it('never locks out a device that its owner has used before', async () => {
    const device = await deviceOf();
    await guess(owner.email).expect(401);
    await test.superuser.query(`UPDATE sign_in_failures SET failures = ${LOCK_LIMITS.locked - 1}`);
    await guess(owner.email).expect(401);
    const stranger = await attempt(owner.email, PASSWORD, elsewhere()).expect(429);
    expect(stranger.body.code).toBe('sign_in.throttled');
    await attempt(owner.email, PASSWORD, elsewhere(), device).expect(201);
    await attempt(owner.email, PASSWORD, elsewhere()).expect(429);
  });

  it('is counted on a known device too, by itself', async () => {
    const device = await deviceOf();
    const many = await Promise.all(Array.from({ length: 8 }, () => guess(owner.email, device)));
    expect(many.filter(({ status }) => status === 401)).toHaveLength(LOCK_LIMITS.delayed);
    await attempt(owner.email, PASSWORD, elsewhere()).expect(201);
  });

  it('is not made easier by a cookie of one’s own making, or of another account', async () => {
    const device = await deviceOf();
    const forged = [device.replace(/\..*/, `.${'A'.repeat(43)}`), '__Host-daybook-device=x', device];
    for (const [n, email] of [owner.email, owner.email, UNKNOWN].entries()) {
      await test.superuser.query('TRUNCATE sign_in_failures');
      const many = await Promise.all(
        Array.from({ length: 8 }, (_, k) => guess(email, k % 2 ? forged[n] : '')),
      );
      expect(many.filter(({ status }) => status === 401)).toHaveLength(LOCK_LIMITS.delayed);
    }
  });

  it('after a hundred in a row leaves only a reset of the password', async () => {
    await guess(owner.email).expect(401);
    await test.superuser.query(`UPDATE sign_in_failures SET failures = ${LOCK_LIMITS.most - 1}`);
    await guess(owner.email).expect(401);
    test.clock.advance(60 * MINUTE_MS);
    const { body, headers } = await attempt(owner.email, PASSWORD, elsewhere()).expect(429);
    expect([body.code, headers['retry-after']]).toEqual(['sign_in.locked', undefined]);
    await test.app.get(SignInLocks).lift(test.app.get(DataSource).manager, owner.email);
    await attempt(owner.email, PASSWORD, elsewhere()).expect(201);
  });

  it('locks members until an Owner or Admin who may vouch for them lifts it', async () => {
    owner = await signIn(test, owner.email);
    const mia = await join(test, owner, 'mia@example.com', 'member', 'Mia Member');
    const admin = await join(test, owner, 'adam@example.com', 'admin', 'Adam Admin');
    const lockOf = async (email: string) => `/v1/members/${await memberIdOf(owner, email)}/lock`;
    await guess(mia.email).expect(401);
    await test.superuser.query(`UPDATE sign_in_failures SET failures = ${LOCK_LIMITS.most}`);
    await attempt(mia.email, PASSWORD, elsewhere()).expect(429);
    const { body: locked } = await admin.client.get('/v1/members?state=locked&q=mia').expect(200);
    expect(locked.data).toEqual([expect.objectContaining({ email: mia.email, locked: true })]);
    await mia.client.delete(await lockOf(mia.email)).expect(403);
    await admin.client.delete(await lockOf(mia.email)).expect(204);
    expect((await test.events(owner.organizationId)).at(-1)).toMatchObject({
      action: 'member.unlocked',
      outcome: 'success',
      flags: ['critical'],
      summary: 'Adam Admin lifted the sign-in lock of Mia Member, so that they can try their password again',
      resource: { type: 'member', name: 'Mia Member' },
    });
    const { body: lifted } = await admin.client.get('/v1/members?state=active&mfa=none&q=mia').expect(200);
    expect(lifted.data).toEqual([expect.objectContaining({ email: mia.email, locked: false })]);
    const { body: apart } = await admin.client.get('/v1/members?mfa=totp&q=mia').expect(200);
    expect(apart.data).toEqual([]);
    await attempt(mia.email, PASSWORD, elsewhere()).expect(201);
    const above = await admin.client.delete(await lockOf(owner.email)).expect(403);
    expect(above.body.code).toBe('role.beyond_own');
  });

  it('keeps the lock of whom others rely on as well, and tells nothing of strangers', async () => {
    owner = await signIn(test, owner.email);
    const theo = await join(test, owner, 'theo@example.com', 'admin', 'Theo');
    const theirs = await foundAnother(test, theo, 'Their Clinic');
    const stranger = await memberIdOf(theirs, theo.email);
    const answers = await Promise.all(
      [stranger, '0193aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee'].map((id) =>
        owner.client.delete(`/v1/members/${id}/lock`).expect(404),
      ),
    );
    const [known, unknown] = answers.map(({ body }) => ({ ...body, request_id: '', instance: '' }));
    expect(known).toEqual(unknown);
    const shared = await memberIdOf(owner, theo.email);
    const refused = await owner.client.delete(`/v1/members/${shared}/lock`).expect(409);
    expect(refused.body.code).toBe('member_lock.belongs_elsewhere');
  });

  it('is limited for a whole network, whatever the accounts', async () => {
    await attempt('first@example.com', 'wrong', '203.0.113.9').expect(401);
    await test.superuser.query(`UPDATE sign_in_attempts SET attempts = ${SIGN_IN_LIMITS.network}`);
    const stopped = await attempt(owner.email, PASSWORD, '203.0.113.77').expect(429);
    expect(stopped.headers.ratelimit).toMatch(/^"sign-in";r=0;t=\d+$/);
    expect((await test.events(owner.organizationId)).at(-1)).toMatchObject({
      action: 'session.signed_in',
      outcome: 'failure',
      context: { ip: '203.0.113.77', http: { status: 429 } },
    });
    await attempt(owner.email, PASSWORD, '203.0.114.9').expect(201);
    test.clock.advance(16 * MINUTE_MS);
    await attempt(owner.email, PASSWORD, '203.0.113.77').expect(201);
  });
});
