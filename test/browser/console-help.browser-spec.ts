import type { Page } from 'playwright-core';
import { mintTestKey } from '../support/test-api-key';
import { startTestApp, type TestApp } from '../support/test-app';
import { openBrowser, type TestBrowser } from '../support/test-browser';
import { clinicDays, complaintsOf, enter, lookAt, report } from '../support/test-console';
import { signUpOwner, type TestPerson } from '../support/test-people';
import { until } from '../support/until';

describe('help, unknown addresses and the policy of the console', () => {
  let test: TestApp;
  let owner: TestPerson;
  let browser: TestBrowser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    await report(test, owner, clinicDays(Date.now(), 60));
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

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const heading = (name: string | RegExp) => page.getByRole('heading', { name });
  const panel = () => page.getByRole('complementary', { name: 'Help' });

  const look = (name: string) => lookAt(page, name);

  const openEvent = async () => {
    await page.goto(`${test.url}/audit-log?q=source:appointment&range=7d`);
    await page
      .locator('tbody tr')
      .filter({ hasText: 'Moved appointment' })
      .first()
      .getByRole('cell')
      .nth(1)
      .click();
    await page.waitForURL(/[?&]e=/);
    await page.getByRole('complementary', { name: 'Event' }).getByRole('heading', { level: 2 }).waitFor();
  };

  it('helps beside the page, by keyboard, with pages that say when they were written (S0-27)', async () => {
    await openEvent();
    await button('Help').focus();
    await page.keyboard.press('Enter');
    await panel().getByRole('heading', { name: 'For this page' }).waitFor();
    await look('help');
    await panel().getByRole('searchbox', { name: 'Search in help' }).fill('gdpr');
    expect(await panel().getByRole('listitem').allTextContents()).toEqual(['Retention, holds and erasure']);
    await panel().getByRole('searchbox').fill('filter');
    await panel().getByRole('button', { name: 'The query language' }).click();
    await panel().getByText('actor.role:admin').waitFor();
    await panel().getByText('Last updated 28 Nov 2026').waitFor();
    await look('help-query-language');
    await page.keyboard.press('Escape');
    await panel().waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('Help');
    await page.keyboard.press('?');
    await panel().getByText('Copy the link of this search').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Search or jump to…').fill('first event');
    await page.keyboard.press('Enter');
    await panel().getByRole('heading', { name: 'Send the first event' }).waitFor();
  }, 90_000);

  it('shows a request that stores an event as it stands', async () => {
    const text = (await panel().locator('pre').first().textContent()) ?? '';
    const [, body = ''] = /-d '([^']+)'/.exec(text) ?? [];
    const key = await mintTestKey(test, owner);
    await test.client(key).post('/v1/events', JSON.parse(body)).expect(201);
    await page.keyboard.press('Escape');
  }, 60_000);

  it('opens the form for support with the page and the record that somebody looks at', async () => {
    await openEvent();
    const address = new URL(page.url());
    await button('Help').click();
    await panel().getByRole('button', { name: 'Ask support' }).click();
    const form = page.getByRole('dialog', { name: 'New request' });
    const story = await form.getByLabel('What were you trying to do?').inputValue();
    expect(story).toContain(`On the page ${address.pathname}${address.search}`);
    expect(await form.getByLabel('Record concerned').inputValue()).toBe('appointment');
    expect(await form.getByLabel('Appointment ID').inputValue()).toMatch(/^\d+$/);
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
  }, 60_000);

  it('says in words that there is no such page or thing', async () => {
    const answer = await page.goto(`${test.url}/no/such/page`);
    expect(answer?.status()).toBe(404);
    await heading('No such page').waitFor();
    await look('no-such-page');
    const nobodys = owner.accountId;
    await page.goto(`${test.url}/exports/${nobodys}`);
    await heading('There is no such export').waitFor();
    await page.goto(`${test.url}/audit-log/events/${nobodys}`);
    await heading('There is no such event').waitFor();
    await page.goto(`${test.url}/support/xyz`);
    await heading('There is no such support request').waitFor();
    await page.goto(`${test.url}/help/xyz`);
    await heading('There is no such help page').waitFor();
  }, 60_000);

  const reports = async (): Promise<number> => {
    const metrics = await (await fetch(`${test.url}/metrics`)).text();
    return [...metrics.matchAll(/^daybook_csp_reports_total\{.*\} (\d+)$/gm)].reduce(
      (sum, [, count]) => sum + Number(count),
      0,
    );
  };

  it('is walked through without one report of the policy', async () => {
    await page.goto(`${test.url}/audit-log`);
    await page.getByRole('table', { name: 'Events' }).waitFor();
    const pages = await page.evaluate<string[]>(
      `[...document.querySelectorAll('nav[aria-label="Pages"] a')].map((link) => link.getAttribute('href'))`,
    );
    expect(pages.length).toBeGreaterThan(6);
    for (const path of [
      ...pages,
      '/account',
      '/account/activity',
      '/desk',
      '/sign-in',
      '/setup',
      '/password-resets',
    ]) {
      await page.goto(test.url + path);
      await page.getByRole('heading', { level: 1 }).waitFor();
    }
    await page.goto(`${test.url}/audit-log`);
    expect(await reports()).toBe(0);
  }, 90_000);

  it('reports what its policy keeps out', async () => {
    await page.evaluate(
      `{ const script = document.createElement('img'); script.src = 'https://elsewhere.invalid/x.png'; document.body.append(script); }`,
    );
    await until('the report', async () => (await reports()) > 0);
    complaints.splice(0);
  }, 60_000);
});
