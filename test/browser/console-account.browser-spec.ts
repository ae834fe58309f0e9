import { readdirSync, readFileSync } from 'node:fs';
import { join as pathOf } from 'node:path';
import type { Page } from 'playwright-core';
import { MailDelivery } from '../../src/platform/mail/mail-delivery';
import { startTestApp, type TestApp } from '../support/test-app';
import { openBrowser, type TestBrowser } from '../support/test-browser';
import { barriersOn, complaintsOf, enter, lookAt } from '../support/test-console';
import { join, signIn, signUpOwner, type TestPerson } from '../support/test-people';
import { openSite, type TestSite } from '../support/test-site';
import { until } from '../support/until';

/** No dialog is there any more, and nothing fades. */
const AT_REST = `document.querySelector('[role=dialog]') === null && document.getAnimations()
  .every(({ playState, effect }) => playState !== 'running' || effect.getTiming().iterations === Infinity)`;

const EMAIL = 'olivia@clinic.example';

/** In a real browser with a virtual authenticator: each step goes on where the one before ended. */
describe('the own account, the organizations and the settings in the console', () => {
  let test: TestApp;
  let site: TestSite;
  let browser: TestBrowser;
  let owner: TestPerson;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    site = await openSite({ whole: true });
    const http = { host: '127.0.0.1', port: 0, publicUrl: site.origin, trustedProxies: [] };
    test = await startTestApp({ settings: { http } });
    site.target = test.url;
    owner = await signUpOwner(test);
    browser = await openBrowser(`${site.origin}/healthz`);
    ({ page } = browser);
    page.setDefaultTimeout(15_000);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    complaints = complaintsOf(page);
    await enter(page, { url: site.origin }, owner);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    site.close();
    await test.close();
  });
  afterEach(() => expect(complaints.splice(0)).toEqual([]));

  const button = (name: string | RegExp, exact = false) => page.getByRole('button', { name, exact });
  const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
  const open = (path: string) => page.goto(site.origin + path);
  const atRest = () => until('rest', () => page.evaluate<boolean>(AT_REST));

  const look = (name: string) => lookAt(page, name, { isClosed: true });

  /** The token in the newest mail to an address that leads to `place`. */
  async function tokenFor(email: string, place: string): Promise<string> {
    await test.app.get(MailDelivery).settled();
    const directory = pathOf(test.settings.dataDirectory, 'mail');
    const mails = readdirSync(directory)
      .toSorted()
      .map((file) => readFileSync(pathOf(directory, file), 'utf8').replaceAll('=\r\n', ''));
    const mail = mails.findLast((text) => text.includes(`To: ${email}`) && text.includes(`/${place}/`)) ?? '';
    return mail.split(`/${place}/`)[1]?.match(/^[\w-]+/)?.[0] ?? '';
  }

  it('adds a passkey, renames it by the keyboard, and removes it', async () => {
    await open('/account');
    await page.getByText('None. A passkey cannot be phished').waitFor();
    await button('Add a passkey (recommended)').click();
    await page.getByText(/^Passkey of /).waitFor();
    await look('account-passkey');
    await button(/^Rename/).focus();
    await page.keyboard.press('Enter');
    const name = page.getByLabel('Name of the passkey');
    await name.fill('Laptop');
    await name.press('Enter');
    await page.getByText('Laptop').waitFor();
    const { rows } = await test.superuser.query('SELECT name FROM passkeys');
    expect(rows).toEqual([{ name: 'Laptop' }]);
    await button('Rename Laptop').click();
    await name.fill('Not this');
    await name.press('Escape');
    await page.getByText('Laptop').waitFor();
    await button('Remove', true).last().click();
    await dialog('Remove “Laptop”?').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('None. A passkey cannot be phished').waitFor();
  }, 60_000);

  it('changes the e-mail address once the link in the mail is opened', async () => {
    await button('Change your e-mail address').click();
    await page.getByLabel('E-mail', { exact: true }).fill(EMAIL);
    await button('Save', true).click();
    await page.getByText('To become olivia@clinic.example once the link').waitFor();
    await open(`/email-changes/${await tokenFor(EMAIL, 'email-changes')}`);
    await button('Confirm').waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await button('Confirm').click();
    await page.getByRole('heading', { name: 'Your address is changed' }).waitFor();
    const { rows } = await test.superuser.query('SELECT email FROM accounts');
    expect(rows).toEqual([{ email: EMAIL }]);
  }, 60_000);

  it('says when the link of a changed address leads nowhere', async () => {
    await open('/email-changes/made-up');
    await button('Confirm').click();
    await page.getByRole('alert').waitFor();
  }, 30_000);

  it('goes from one organization to the other, and shows nothing of the one before', async () => {
    await page.evaluate(
      `fetch('/v1/organizations', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"name":"Second Clinic"}' })`,
    );
    await open('/settings');
    await page.getByLabel('Name', { exact: true }).waitFor();
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Acme Clinic');
    await button('Organization Acme Clinic; switch').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Second Clinic' }).waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await until('the other organization', async () => {
      await page.keyboard.press('ArrowDown');
      return page.evaluate<boolean>(`document.activeElement.textContent === 'Second Clinic'`);
    });
    await page.keyboard.press('Enter');
    await button('Organization Second Clinic; switch').waitFor();
    await until('its name', async () => {
      const name = page.getByLabel('Name', { exact: true });
      return (await name.count()) === 1 && (await name.inputValue()) === 'Second Clinic';
    });
    await button('Organization Second Clinic; switch').click();
    await page.getByRole('menuitem', { name: 'Acme Clinic' }).click();
    await button('Organization Acme Clinic; switch').waitFor();
  }, 60_000);

  it('finds pages, former places and choices by their names in the palette', async () => {
    await page.keyboard.press('Control+k');
    const words = page.getByRole('textbox', { name: 'Search or jump to…' });
    await words.fill('access review');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/members/);
    await page.getByRole('heading', { name: 'Members & access', level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    await words.fill('theme: dark');
    expect(await barriersOn(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await until('dark', () =>
      page.evaluate<boolean>(`document.documentElement.dataset.mantineColorScheme === 'dark'`),
    );
    await page.keyboard.press('Control+k');
    await words.fill('as the system');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+k');
    await words.fill('zzzz');
    await page.getByText('Nothing of this name').waitFor();
    await page.keyboard.press('Escape');
    await atRest();
  }, 60_000);

  it('asks for the weekly review, moves it, shows what it would say, and ends it (S4-28)', async () => {
    await open('/settings?tab=review');
    await page.getByText('You do not get it').waitFor();
    await page.getByLabel('Day', { exact: true }).selectOption('friday');
    await button('Send it to me').click();
    await page.getByText(/^Next: /).waitFor();
    await page.getByLabel(/^Hour/).selectOption('17');
    await button('Move it').click();
    await button('Move it').waitFor({ state: 'detached' });
    const { rows } = await test.superuser.query('SELECT weekday, hour FROM review_digests');
    expect(rows).toEqual([{ weekday: 5, hour: 17 }]);
    await button('Show', true).click();
    const figures = page.getByRole('table', { name: 'What it would say now' });
    await figures.getByRole('row', { name: /^Failed sign-ins/ }).waitFor();
    await look('settings-review');
    await figures
      .getByRole('row', { name: /^Permission changes/ })
      .getByRole('link')
      .click();
    await page.waitForURL(/\/audit-log\?/);
    await page.goBack();
    await button('Send it no more').click();
    await page.getByText('You do not get it').waitFor();
  }, 60_000);

  it('tells of second factors and sessions, and leads to who has none', async () => {
    await join(test, await signIn(test, EMAIL), 'mia@example.com', 'member', 'Mia Member');
    await open('/settings?tab=security');
    await page.getByLabel('A second factor for everybody').waitFor();
    await look('settings-security');
    await page.getByRole('link', { name: 'Who has none' }).click();
    await page
      .getByRole('table', { name: 'Members' })
      .getByRole('row', { name: /Mia Member/ })
      .waitFor();
    expect(await page.getByRole('row', { name: /Olivia Owner/ }).count()).toBe(0);
    await open('/settings');
    await page.getByRole('link', { name: 'Open Retention & holds' }).waitFor();
    await look('settings-profile');
  }, 60_000);
});
