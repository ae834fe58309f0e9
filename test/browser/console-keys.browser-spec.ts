import type { Page } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/test-app';
import { openBrowser, type TestBrowser } from '../support/test-browser';
import { complaintsOf, enter, lookAt } from '../support/test-console';
import { join, signUpOwner, type TestPerson } from '../support/test-people';

describe('API keys in the console', () => {
  let test: TestApp;
  let owner: TestPerson;
  let browser: TestBrowser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    browser = await openBrowser(`${test.url}/healthz`);
    ({ page } = browser);
    page.setDefaultTimeout(15_000);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    complaints = complaintsOf(page);
    await enter(page, test, owner);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await test.close();
  });
  afterEach(() => expect(complaints.splice(0)).toEqual([]));

  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const status = () => page.getByRole('main').getByRole('status');
  const row = (text: string) =>
    page.getByRole('table', { name: 'API keys' }).getByRole('row').filter({ hasText: text });
  const theKey = () => page.getByLabel('The key', { exact: true });

  const look = (name: string) => lookAt(page, name);

  it('are made from the empty page, by keys alone, and the first event is seen as it comes', async () => {
    await page.goto(`${test.url}/audit-log`);
    await page.getByRole('heading', { name: 'Audit log', level: 1 }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('k');
    await page.getByText('No API keys yet').waitFor();
    await look('api-keys-none');
    await page.getByRole('button', { name: 'New key' }).first().focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(`document.activeElement?.tagName === 'INPUT'`);
    await page.keyboard.type('EHR, production');
    await page.keyboard.press('Enter');
    const key = await theKey().inputValue();
    await page.getByText('listening').waitFor();
    await look('api-keys-created');

    const send = (event: object) => test.client(key).post('/v1/events', event);
    await send({ action: 'patient.viewed', actr: {} }).expect(422);
    await status().getByText('refused').waitFor();
    await send({ action: 'patient.viewed', actor: { id: 'dr-1' }, summary: 'Opened a chart' }).expect(201);
    await status().getByText('received').waitFor();
    await page.getByRole('link', { name: 'Show it: Opened a chart' }).click();
    await page.getByRole('dialog').getByText('Opened a chart').first().waitFor();
    expect(page.url()).toContain('/audit-log/events/');
  });

  it('are listed, edited, rotated with an overlap, and revoked', async () => {
    await page.goto(`${test.url}/api-keys`);
    expect(await row('EHR, production').textContent()).toContain('events:write');
    await button('Edit EHR, production').click();
    await page.getByLabel('Only from these networks (optional)').fill('nowhere');
    await button('Save').click();
    await page.getByRole('dialog').getByText('must be networks such as').first().waitFor();
    await page.getByLabel('Only from these networks (optional)').fill('203.0.113.0/24');
    await button('Save').click();
    await row('from 203.0.113.0/24').waitFor();
    await button('Rotate EHR, production').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate', exact: true }).click();
    await theKey().waitFor();
    await button('I have saved it').click();
    await row('the secret before works until').waitFor();
    await look('api-keys');
    await button('Revoke').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
    await row('revoked').waitFor();
    expect(await button('Rotate EHR, production').isDisabled()).toBe(true);
  });

  it('say who can open them to somebody who may not', async () => {
    const member = await join(test, owner, 'mia@example.com', 'member', 'Mia Member');
    await enter(page, test, member);
    await page.goto(`${test.url}/api-keys`);
    await page.getByText('You may not see this').waitFor();
    expect(await page.getByText('api_keys:manage').count()).toBeGreaterThan(0);
    expect(await button('New key').isDisabled()).toBe(true);
    await look('api-keys-no-access');
  });
});
