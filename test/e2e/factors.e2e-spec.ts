import { RouteTable } from '../../src/platform/http/route-table';
import { startTestApp, type TestApp } from '../support/test-app';
import { currentCode, freeStep, verifyTotp } from '../support/test-factors';
import { join, openSession, PASSWORD, signIn, signUpOwner, type TestPerson } from '../support/test-people';

const MINUTE_MS = 60_000;
const OWED_FACTOR = new Set([
  'GET /v1/session',
  'DELETE /v1/session',
  'POST /v1/session/factors',
  'POST /v1/session/passkey-challenges',
  'DELETE /v1/account/factor-reset',
]);
const OWED_ENROLMENT = new Set([
  'GET /v1/session',
  'DELETE /v1/session',
  'POST /v1/session/factors',
  'GET /v1/account/totp',
  'POST /v1/account/totp',
  'PUT /v1/account/totp/confirmation',
  'GET /v1/account/passkeys',
  'POST /v1/account/passkeys',
  'POST /v1/account/passkey-challenges',
  'DELETE /v1/account/factor-reset',
]);

describe('second factors', () => {
  let test: TestApp;
  let owner: TestPerson;

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
  });
  afterAll(() => test.close());

  const prove = (token: string, body: object) => test.client(token).post('/v1/session/factors', body);
  const last = async () => (await test.events(owner.organizationId)).at(-1);

  /** The codes of every route that asks for a person, called with a session. */
  const refusals = async (token: string, spared: ReadonlySet<string>): Promise<Set<string>> => {
    const routes = test.app.get(RouteTable).all();
    const asked = routes.filter(
      ({ method, path, access }) => access?.kind !== 'public' && !spared.has(`${method} ${path}`),
    );
    expect(asked.length).toBeGreaterThan(40);
    const codes = new Set<string>();
    for (const { method, path } of asked) {
      const answer = await fetch(`${test.url}${path.replaceAll(/:\w+/g, owner.accountId)}`, {
        method,
        headers: { authorization: `Bearer ${token}` },
      });
      codes.add(`${answer.status} ${((await answer.json()) as { code: string }).code}`);
    }
    return codes;
  };

  it('are owed after the password, and nothing else is possible until then', async () => {
    const half = await openSession(test, owner.email);
    expect(half.factors).toMatchObject({ required: true, enrolment_required: false, available: ['totp'] });
    expect(await last()).toMatchObject({
      action: 'session.signed_in',
      summary: 'Olivia Owner gave the right password; their second factor is still to come',
    });
    expect(await refusals(half.token, OWED_FACTOR)).toEqual(new Set(['403 factor.required']));
    const { body } = await test.client(half.token).get('/v1/members').expect(403);
    expect(body).toMatchObject({ methods: ['totp'], how: 'POST /v1/session/factors' });
    await test.client(half.token).get('/v1/session').expect(200);
  });

  it('complete the session under a new token, once', async () => {
    const half = await openSession(test, owner.email);
    await freeStep(test, owner.accountId);
    const code = currentCode(test, owner.accountId);
    const { body, headers } = await prove(half.token, { type: 'totp', code }).expect(201);
    expect(body.token).not.toBe(half.token);
    expect(headers['set-cookie']?.[0]).toContain(body.token);
    expect(body.factors).toMatchObject({ required: false, verified_by: 'totp' });
    await test.client(half.token).get('/v1/session').expect(401);
    await test.client(body.token).get('/v1/members').expect(200);
    const events = await test.events(owner.organizationId);
    expect(events.find(({ action }) => action === 'mfa.verified')?.summary).toBe(
      'Olivia Owner confirmed their sign-in with an authenticator app',
    );
    const again = await openSession(test, owner.email);
    const replayed = await prove(again.token, { type: 'totp', code }).expect(403);
    expect(replayed.body.code).toBe('factor.wrong');
  });

  it('wait ten minutes', async () => {
    const half = await openSession(test, owner.email);
    test.clock.advance(10 * MINUTE_MS);
    const late = await test.client(half.token).get('/v1/session').expect(401);
    expect(late.body.code).toBe('session.expired');
    owner = await signIn(test, owner.email);
  });

  it('take the code of this step and of the one before', async () => {
    await test.superuser.query('DELETE FROM factor_attempts');
    const statuses: number[] = [];
    for (const steps of [-2, 1, -1, 0]) {
      const half = await openSession(test, owner.email);
      await freeStep(test, owner.accountId);
      const code = currentCode(test, owner.accountId, steps);
      statuses.push((await prove(half.token, { type: 'totp', code })).status);
    }
    expect(statuses).toEqual([403, 403, 201, 201]);
  });

  it('let one of a hundred requests with the same code through', async () => {
    await test.superuser.query('DELETE FROM factor_attempts');
    const sessions = [await openSession(test, owner.email), await openSession(test, owner.email)];
    await freeStep(test, owner.accountId);
    const code = currentCode(test, owner.accountId);
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) => prove(sessions[i % 2]?.token ?? '', { type: 'totp', code })),
    );
    const accepted = answers.filter(({ status }) => status === 201);
    expect(accepted).toHaveLength(1);
    const others = answers.filter(({ status }) => status !== 201);
    expect(others.every(({ status }) => [401, 403, 429].includes(status))).toBe(true);
  });

  it('are looked at five times in a quarter of an hour, over all sessions', async () => {
    await test.superuser.query('DELETE FROM factor_attempts');
    const before = (await test.events(owner.organizationId)).length;
    const codes: string[] = [];
    for (let session = 0; session < 40; session++) {
      const { token } = await openSession(test, owner.email);
      const guesses = Array.from({ length: 25 }, (_, i) => String(100_000 + session * 25 + i));
      const answers = await Promise.all(guesses.map((code) => prove(token, { type: 'totp', code })));
      codes.push(...answers.map(({ body }) => body.code as string));
    }
    expect(codes.filter((code) => code === 'factor.wrong')).toHaveLength(5);
    expect(codes.filter((code) => code === 'factor.throttled')).toHaveLength(995);
    const { rows } = await test.superuser.query('SELECT recent, consecutive FROM factor_attempts');
    expect(rows).toEqual([{ recent: 5, consecutive: 5 }]);
    const right = await openSession(test, owner.email);
    await freeStep(test, owner.accountId);
    const code = currentCode(test, owner.accountId);
    const stopped = await prove(right.token, { type: 'totp', code }).expect(429);
    expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(0);
    const events = (await test.events(owner.organizationId)).slice(before);
    expect(events.filter(({ action }) => action === 'mfa.verified')).toHaveLength(1_001);
    const { rows: mails } = await test.superuser.query(
      `SELECT count(*)::int AS n FROM mails WHERE subject = 'Wrong codes for your Daybook account'`,
    );
    expect(mails[0].n).toBe(1);
    test.clock.advance(15 * MINUTE_MS);
    owner = await signIn(test, owner.email);
  }, 120_000);

  it('are disabled after fifty wrong codes in a row', async () => {
    await test.superuser.query('UPDATE factor_attempts SET recent = 0, consecutive = 49');
    const { token } = await openSession(test, owner.email);
    await prove(token, { type: 'totp', code: '000000' }).expect(403);
    await freeStep(test, owner.accountId);
    const right = await prove(token, { type: 'totp', code: currentCode(test, owner.accountId) }).expect(403);
    expect(right.body.code).toBe('factor.disabled');
    await test.superuser.query('DELETE FROM factor_attempts');
  });

  it('are asked for again before what matters, for five minutes', async () => {
    const member = await signIn(test, owner.email);
    test.clock.advance(5 * MINUTE_MS);
    const key = { name: 'k', scopes: ['events:write'] };
    const { body } = await member.client.post('/v1/api-keys', key).expect(403);
    expect(body).toMatchObject({
      code: 'step_up.required',
      methods: ['totp'],
      how: 'POST /v1/session/factors',
    });
    expect(await last()).toMatchObject({ action: 'api_key.created', outcome: 'denied' });
    const account = { id: owner.accountId, name: '', email: '' };
    const { token } = await verifyTotp(test, { token: member.token, account });
    await member.client.get('/v1/session').expect(401);
    await test.client(token).post('/v1/api-keys', key).expect(201);
    test.clock.advance(5 * MINUTE_MS - 1_000);
    await test.client(token).post('/v1/api-keys', key).expect(201);
    test.clock.advance(1_000);
    await test.client(token).post('/v1/api-keys', key).expect(403);
    owner = await signIn(test, owner.email);
  });

  it('are stood in for by the password, for who has none', async () => {
    const mia = await join(test, owner, 'mia@example.com', 'member', 'Mia');
    test.clock.advance(6 * MINUTE_MS);
    const asked = await mia.client.post('/v1/account/totp').expect(403);
    expect(asked.body).toMatchObject({ code: 'step_up.required', methods: ['password'] });
    await prove(mia.token, { type: 'password', password: 'not my password' }).expect(403);
    const { body } = await prove(mia.token, { type: 'password', password: PASSWORD }).expect(201);
    await test.client(body.token).post('/v1/account/totp').expect(201);
    owner = await signIn(test, owner.email);
    const no = await prove(owner.token, { type: 'password', password: PASSWORD }).expect(403);
    expect(no.body).toMatchObject({ code: 'factor.not_available', methods: ['totp'] });
  });

  it('are enrolled first by whoever must have one', async () => {
    await join(test, owner, 'ben@example.com', 'member', 'Ben');
    const since = test.clock.now();
    await test.superuser.query('UPDATE organizations SET mfa_required_since = $1', [since]);
    const due = new Date(since.getTime() + 7 * 24 * 60 * MINUTE_MS).toISOString();
    expect((await openSession(test, 'ben@example.com')).factors).toMatchObject({
      enrolment_required: false,
      enrolment_due_at: due,
    });
    test.clock.advance(7 * 24 * 60 * MINUTE_MS);
    const ben = await openSession(test, 'ben@example.com');
    expect(ben.factors).toMatchObject({ required: false, enrolment_required: true, enrolment_due_at: null });
    expect(await refusals(ben.token, OWED_ENROLMENT)).toEqual(new Set(['403 factor.enrolment_required']));
    await test.superuser.query('UPDATE organizations SET mfa_required_since = NULL');
    await test.client(ben.token).get('/v1/organization').expect(200);
  });

  it('cannot be given up by whoever must have one', async () => {
    owner = await signIn(test, owner.email);
    const refused = await owner.client.delete('/v1/account/totp').expect(409);
    expect(refused.body.code).toBe('factor.still_required');
  });

  it('end the other sessions when they change', async () => {
    const other = await signIn(test, 'ben@example.com');
    const ben = await openSession(test, 'ben@example.com');
    await test.superuser.query('UPDATE members SET role = $1 WHERE account_id = $2', [
      'admin',
      ben.account.id,
    ]);
    await signIn(test, 'ben@example.com');
    await other.client.get('/v1/session').expect(401);
    await test.client(ben.token).get('/v1/session').expect(401);
  });
});

describe('recovery codes', () => {
  let test: TestApp;
  let owner: TestPerson;
  let codes: string[];

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    codes = (await owner.client.post('/v1/account/recovery-codes').expect(201)).body.codes;
  });
  afterAll(() => test.close());

  it('are ten, shown once, stored as hashes', async () => {
    expect(codes).toHaveLength(10);
    const { rows } = await test.superuser.query('SELECT * FROM recovery_codes');
    expect(rows.every(({ code_hash }) => code_hash.startsWith('$argon2id$'))).toBe(true);
    const { body } = await owner.client.get('/v1/account/recovery-codes').expect(200);
    expect(body.left).toBe(10);
    expect(JSON.stringify(await test.events())).not.toContain(codes[0]);
  });

  it('stand in for a factor once, also when tried ten times at once', async () => {
    const sessions = await Promise.all([1, 2].map(() => openSession(test, owner.email)));
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        test
          .client(sessions[i % 2]?.token ?? '')
          .post('/v1/session/factors', { type: 'recovery_code', code: codes[0] }),
      ),
    );
    const accepted = answers.filter(({ status }) => status === 201);
    expect(accepted).toHaveLength(1);
    expect(accepted[0]?.body.factors).toMatchObject({
      verified_by: 'recovery_code',
      enrolment_advised: true,
    });
    const used = (await test.events()).filter(
      ({ action, outcome }) => action === 'recovery_code.used' && outcome === 'success',
    );
    expect(used.map(({ summary }) => summary)).toEqual([
      'Olivia Owner confirmed their sign-in with a recovery code; 9 are left',
    ]);
  });

  it('no longer work once others were issued', async () => {
    await test.superuser.query('DELETE FROM factor_attempts');
    await owner.client.post('/v1/account/recovery-codes').expect(201);
    const { token } = await openSession(test, owner.email);
    await test
      .client(token)
      .post('/v1/session/factors', { type: 'recovery_code', code: codes[1] })
      .expect(403);
  });
});
