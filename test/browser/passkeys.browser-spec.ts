import { startTestApp, type TestApp } from '../support/test-app';
import { openSite, type TestSite } from '../support/test-site';
import { openBrowser, type TestBrowser } from '../support/test-browser';
import { PASSWORD, signUpOwner, type TestPerson } from '../support/test-people';

const MINUTE_MS = 60_000;
const KEY = { name: 'k', scopes: ['events:write'] };

const at = (publicUrl: string) => ({
  http: { host: '127.0.0.1', port: 0, publicUrl, trustedProxies: [] },
});

/** Through the API's own routes, in Chromium, with its virtual authenticator; the session is the cookie. */
describe('passkeys', () => {
  let test: TestApp;
  let owner: TestPerson;
  let browser: TestBrowser;
  let site: TestSite;

  beforeAll(async () => {
    site = await openSite();
    test = await startTestApp({ settings: at(site.origin) });
    site.target = test.url;
    owner = await signUpOwner(test);
    browser = await openBrowser(site.origin);
    await browser.page.context().addCookies([{ name: 'daybook', value: owner.token, url: site.origin }]);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    site.close();
    await test.close();
  });

  const post = (path: string, body?: object): string =>
    `await api('POST', '${path}'${body ? `, ${JSON.stringify(body)}` : ''})`;
  const withPassword = post('/v1/sessions', { email: 'olivia@example.com', password: PASSWORD });
  const confirm = `
    const challenge = ${post('/v1/session/passkey-challenges')};
    const credential = await get(challenge.body);`;
  const events = async (action: string) =>
    (await test.events(owner.organizationId)).filter((event) => event.action === action);

  it('are registered, and say what they are', async () => {
    const { status } = await browser.run(`
      const options = ${post('/v1/account/passkey-challenges')};
      const credential = await create(options.body);
      return await api('POST', '/v1/account/passkeys', { name: 'Laptop', credential });`);
    expect(status).toBe(201);
    const list = await browser.run(`return await api('GET', '/v1/account/passkeys')`);
    expect(list.body.data).toMatchObject([{ name: 'Laptop', backup_eligible: false, backed_up: false }]);
    expect((await events('passkey.enrolled'))[0]?.summary).toBe('Olivia Owner enrolled the passkey Laptop');
  });

  it('are not registered twice on a device, nor by an answer that was used', async () => {
    const again = await browser.run(`
      const options = ${post('/v1/account/passkey-challenges')};
      return await create(options.body).then(() => ({ status: 1 }), ({ name }) => ({ status: 0, body: { code: name } }));`);
    expect(again).toMatchObject({ status: 0, body: { code: 'InvalidStateError' } });
  });

  it('are the second factor, each challenge once', async () => {
    const { status, body } = await browser.run(`
      await api('DELETE', '/v1/session');
      ${withPassword};
      ${confirm}
      const first = await api('POST', '/v1/session/factors', { type: 'passkey', credential });
      const second = await api('POST', '/v1/session/factors', { type: 'passkey', credential });
      return { status: first.status, body: { factors: first.body.factors, code: second.body.code } };`);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      code: 'factor.wrong',
      factors: { required: false, verified_by: 'passkey' },
    });
    expect((await events('mfa.verified')).at(-2)?.summary).toBe(
      'Olivia Owner confirmed their sign-in with a passkey',
    );
  });

  it('step up', async () => {
    test.clock.advance(5 * MINUTE_MS);
    const refused = await browser.run(`return ${post('/v1/api-keys', KEY)}`);
    expect(refused).toMatchObject({ status: 403, body: { code: 'step_up.required' } });
    const { status } = await browser.run(`
      ${confirm}
      await api('POST', '/v1/session/factors', { type: 'passkey', credential });
      return ${post('/v1/api-keys', KEY)};`);
    expect(status).toBe(201);
  });

  it('are asked anew after five minutes', async () => {
    await browser.run(`${confirm} globalThis.kept = credential; return { status: 0, body: {} };`);
    test.clock.advance(5 * MINUTE_MS);
    const late = await browser.run(
      `return await api('POST', '/v1/session/factors', { type: 'passkey', credential: globalThis.kept })`,
    );
    expect(late).toMatchObject({ status: 403, body: { code: 'factor.wrong' } });
  });

  const signIn = `
    await api('DELETE', '/v1/session');
    const challenge = ${post('/v1/sessions/passkey-challenges')};
    const passkey = await get(challenge.body);
    return await api('POST', '/v1/sessions', { passkey });`;

  it('sign in without a password', async () => {
    const { status, body } = await browser.run(signIn);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      account: { email: owner.email },
      factors: { required: false, verified_by: 'passkey' },
    });
    expect((await events('session.signed_in')).at(-1)?.summary).toBe('Olivia Owner signed in with a passkey');
    expect((await browser.run(`return await api('GET', '/v1/members')`)).status).toBe(200);
  });

  it('do not, when the device has not verified who holds it', async () => {
    const { devtools, authenticatorId } = browser;
    await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    const refused = await browser.run(`
      const challenge = ${post('/v1/sessions/passkey-challenges')};
      const passkey = await get({ ...challenge.body, userVerification: 'discouraged' });
      return await api('POST', '/v1/sessions', { passkey });`);
    await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
    expect(refused).toMatchObject({ status: 401, body: { code: 'session.wrong_credentials' } });
  });

  it('do not, when their count says that they were copied', async () => {
    await test.superuser.query('UPDATE passkeys SET sign_count = 1000000');
    const { status, body } = await browser.run(signIn);
    expect([status, body.code]).toEqual([401, 'session.wrong_credentials']);
    expect((await events('session.signed_in')).at(-1)).toMatchObject({
      outcome: 'failure',
      flags: expect.arrayContaining(['sign_count_regressed']),
    });
  });

  it('do not for another site', async () => {
    const elsewhere = await startTestApp({
      database: test.database,
      settings: at('http://localhost:5000'),
    });
    try {
      await test.superuser.query('UPDATE passkeys SET sign_count = 0');
      site.target = elsewhere.url;
      const { status } = await browser.run(`
        const challenge = ${post('/v1/sessions/passkey-challenges')};
        const passkey = await get(challenge.body);
        return await api('POST', '/v1/sessions', { passkey });`);
      expect(status).toBe(401);
    } finally {
      await elsewhere.close();
    }
  });
});
