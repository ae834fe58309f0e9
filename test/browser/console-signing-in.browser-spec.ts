import type { Page } from 'playwright-core';
import { Secret } from 'otpauth';
import { codeAt, stepOf } from '../../src/modules/auth/mfa/totp/totp-code';
import { setupToken } from '../../src/modules/auth/auth.setup-token';
import { startTestApp, type TestApp } from '../support/test-app';
import { openBrowser, type TestBrowser } from '../support/test-browser';
import { barriersOn, complaintsOf, lookAt } from '../support/test-console';
import { TEST_SECRET } from '../support/test-database';
import { invitationToken, PASSWORD } from '../support/test-people';
import { until } from '../support/until';
import { openSite, type TestSite } from '../support/test-site';

const OLIVIA = 'olivia@example.com';
const MINUTE_MS = 60_000;

/** In a real browser, from the link in the terminal on. Each step goes on where the one before ended. */
describe('signing in with the console', () => {
  let test: TestApp;
  let site: TestSite;
  let browser: TestBrowser;
  let page: Page;
  let complaints: string[];
  let key: Buffer;
  let recoveryCode: string;

  beforeAll(async () => {
    site = await openSite({ whole: true });
    const http = { host: '127.0.0.1', port: 0, publicUrl: site.origin, trustedProxies: [] };
    test = await startTestApp({ settings: { http } });
    site.target = test.url;
    browser = await openBrowser(`${site.origin}/healthz`);
    ({ page } = browser);
    page.setDefaultTimeout(15_000);
    complaints = complaintsOf(page);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    site.close();
    await test.close();
  });
  afterEach(() => expect(complaints.splice(0)).toEqual([]));

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const heading = (name: string | RegExp) => page.getByRole('heading', { name, level: 1 });
  const code = () => codeAt(key, stepOf(test.clock.now()));
  const typeCode = () => page.getByRole('textbox').first().pressSequentially(code());
  const inTheLog = () => page.getByRole('table', { name: 'Events' }).waitFor();

  const look = (name: string) => lookAt(page, name);

  async function withPassword(password = PASSWORD): Promise<void> {
    await page.getByLabel('Email').fill(OLIVIA);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await button('Continue').click();
  }

  async function signOut(): Promise<void> {
    await button(/^Account of/).click();
    await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
    await heading('Sign in').waitFor();
  }

  it('begins with the link that the terminal shows', async () => {
    await page.goto(`${site.origin}/`);
    await page.getByText('Nobody has set this installation up yet').waitFor();
    await page.goto(`${site.origin}/setup#${setupToken(TEST_SECRET)}`);
    await page.getByLabel('Organization').fill('Acme Clinic');
    await page.getByLabel('Your name').fill('Olivia Owner');
    await page.getByLabel('Email').fill(OLIVIA);
    await page.getByLabel('Password', { exact: true }).fill('short');
    expect(await barriersOn(page)).toEqual([]);
    await button('Create the organization').click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await button('Create the organization').click();
    await heading('Acme Clinic is ready').waitFor();
  }, 60_000);

  it('says what is wrong, with the id of the request', async () => {
    await page.getByRole('link', { name: 'Sign in' }).click();
    await withPassword('not the password at all');
    const notice = page.getByRole('alert');
    await notice.getByText(/Reference [0-9a-f-]{36}/).waitFor();
    await look('sign-in');
  }, 60_000);

  it('makes an Owner enrol an authenticator app, and keeps the recovery codes until they are saved', async () => {
    await page.goto(`${site.origin}/audit-log?q=source:security&range=30d`);
    await withPassword();
    const shown = await page.getByLabel('Key for typing').textContent();
    key = Buffer.from(Secret.fromBase32((shown ?? '').replaceAll(' ', '')).bytes);
    await look('enrolment');
    await typeCode();
    await heading('Recovery codes').waitFor();
    expect(await button('Finish').isDisabled()).toBe(true);
    await look('recovery-codes');
    recoveryCode = (await page.getByRole('listitem').first().textContent()) ?? '';
    await page.getByLabel('I have saved them').check();
    await button('Finish').click();
    await inTheLog();
    expect(new URL(page.url()).search).toBe('?q=source:security&range=30d');
  }, 60_000);

  it('asks for the code, and says when it is wrong', async () => {
    await signOut();
    test.clock.advance(MINUTE_MS);
    await withPassword();
    await heading('Enter your code').waitFor();
    await page.getByRole('textbox').first().pressSequentially('000000');
    await page.getByRole('alert').waitFor();
    await look('code');
    await typeCode();
    await inTheLog();
  }, 60_000);

  it('takes a recovery code instead', async () => {
    await signOut();
    await withPassword();
    await button('Use a recovery code').click();
    await page.getByLabel('Recovery code').fill(recoveryCode);
    await button('Verify').click();
    await inTheLog();
    await page.getByText('You signed in with a recovery code.').waitFor();
  }, 60_000);

  it('warns before the session ends, and stays when it is told to (WCAG 2.2.1)', async () => {
    const warning = page.getByRole('dialog', { name: 'Your session is about to end' });
    // Each answer that the page still waits for says again that it was used.
    await until('the warning', async () => {
      await page.evaluate(`localStorage.setItem('daybook.seen', String(Date.now() - 14 * 60_000))`);
      return warning.isVisible();
    });
    await look('session-end');
    await warning.getByRole('button', { name: 'Stay signed in' }).click();
    await warning.waitFor({ state: 'detached' });
  }, 60_000);

  it('asks for a proof in place when the last one is old, and goes on', async () => {
    test.clock.advance(6 * MINUTE_MS);
    await button(/^Account of/).click();
    await page.getByRole('menuitem', { name: 'New recovery codes' }).click();
    const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' });
    await dialog.waitFor();
    await page.getByRole('menu').waitFor({ state: 'detached' });
    expect(await barriersOn(page)).toEqual([]);
    await dialog.getByRole('textbox').first().pressSequentially(code());
    await page.getByRole('dialog', { name: 'Recovery codes' }).getByRole('listitem').first().waitFor();
    await page.keyboard.press('Escape');
  }, 60_000);

  it('ends with the session, and opens the same page again after a passkey', async () => {
    await page.evaluate(`(async () => {
      const post = async (path, body) => (await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })).json();
      const options = await post('/v1/account/passkey-challenges', {});
      const credential = await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
      await post('/v1/account/passkeys', { name: 'Laptop', credential: credential.toJSON() });
    })()`);
    test.clock.advance(60 * MINUTE_MS);
    await button('Refresh').click();
    await heading('Sign in').waitFor();
    await button('Use a passkey').click();
    await inTheLog();
    expect(new URL(page.url()).search).toBe('?q=source:security&range=30d');
  }, 60_000);

  it('lets somebody join by the link in their mail', async () => {
    await page.evaluate(
      `fetch('/v1/invitations', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"email":"omar@example.com","role":"member"}' })`,
    );
    const token = await invitationToken(test, 'omar@example.com');
    await signOut();
    await page.goto(`${site.origin}/invitations/${token}`);
    await page.getByLabel('Your name').fill('Omar Reyes');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    expect(await barriersOn(page)).toEqual([]);
    await button('Join').click();
    await heading('You have joined Acme Clinic').waitFor();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('Email').fill('omar@example.com');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await button('Continue').click();
    await page.getByRole('heading', { name: 'You may not read the audit log' }).waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await signOut();
  }, 60_000);

  it('says how long to wait after too many wrong passwords', async () => {
    const password = page.getByLabel('Password', { exact: true });
    await page.getByLabel('Email').fill('omar@example.com');
    for (let attempt = 0; attempt < 12; attempt++) {
      const before = await page
        .getByText(/^Reference/)
        .textContent({ timeout: 100 })
        .catch(() => '');
      await password.fill(`wrong password ${attempt}`);
      await button('Continue').click();
      await until('the answer', async () => (await page.getByText(/^Reference/).textContent()) !== before);
      if ((await page.getByText(/You can try again in/).count()) > 0) break;
    }
    await page.getByText(/Too many attempts to sign in/).waitFor();
    await page.getByText(/You can try again in \d+ (seconds|minutes)/).waitFor();
    await look('lockout');
  }, 60_000);

  it('mails a link for a forgotten password', async () => {
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await page.getByLabel('Email').fill(OLIVIA);
    await button('Send the link').click();
    await heading('Look into your mail').waitFor();
    await page.goto(`${site.origin}/password-resets/wrong`);
    await page.getByRole('textbox', { name: 'New password' }).fill(PASSWORD);
    await button('Save the password').click();
    await page.getByRole('alert').waitFor();
    expect(await barriersOn(page)).toEqual([]);
  }, 60_000);
});
