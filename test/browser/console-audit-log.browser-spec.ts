import type { Page } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/test-app';
import { openBrowser, type TestBrowser } from '../support/test-browser';
import { barriersOn, clinicDays, complaintsOf, enter, keepScreen, report } from '../support/test-console';
import { join, signUpOwner, type TestPerson } from '../support/test-people';

const HOUR_MS = 3_600_000;
const THEMES = ['light', 'dark'] as const;

/** What wants to be more than text (A5, A8). */
const start = (text: string, letters: number): string => Array.from(text).slice(0, letters).join('');

const HOSTILE = [
  '<img src=x onerror="document.title=1">',
  'javascript:document.title=1',
  '\u202Egnp.exe \u001B[31mred\u001B[0m \u2066\u200F',
  '👩‍👩‍👧‍👦'.repeat(40),
  'w'.repeat(16_000),
];

describe('the audit log in the console', () => {
  let test: TestApp;
  let owner: TestPerson;
  let browser: TestBrowser;
  let page: Page;
  let complaints: string[];
  const now = Date.now();

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    await report(test, owner, clinicDays(now, 300));
    browser = await openBrowser(`${test.url}/healthz`);
    ({ page } = browser);
    page.setDefaultTimeout(15_000);
    await page.setViewportSize({ width: 1600, height: 1000 });
    complaints = complaintsOf(page);
    await enter(page, test, owner);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await test.close();
  });
  afterEach(() => expect(complaints.splice(0)).toEqual([]));

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const rows = () => page.getByRole('table', { name: 'Events' }).locator('tbody tr');
  const query = () => page.getByRole('combobox', { name: 'Query' });
  const drawer = () => page.getByRole('complementary', { name: 'Event' });
  const shown = (text: string | RegExp) =>
    page.getByRole('navigation', { name: 'Pages of events' }).getByText(text);
  const search = () => new URL(page.url()).searchParams;
  const open = async (address: string): Promise<void> => {
    await page.goto(`${test.url}${address}`);
    await rows().first().waitFor();
  };

  it('opens with the last seven days, fifty a page, and turns pages forth and back', async () => {
    await open('/');
    expect(search().get('range')).toBe('7d');
    expect(await rows().count()).toBe(50);
    await shown(/^1–50 of 3\d\d$/).waitFor();
    const first = await rows().first().textContent();
    await button('Next ›').click();
    await shown(/^51–100 of/).waitFor();
    expect(await rows().first().textContent()).not.toBe(first);
    await page.reload();
    await shown(/^51–100 of/).waitFor();
    await button('‹ Previous').click();
    await shown(/^1–50 of/).waitFor();
    await page.goBack();
    await shown(/^51–100 of/).waitFor();
  }, 60_000);

  it('asks what is written, as soon as it can be asked, and completes it', async () => {
    await open('/audit-log?range=7d');
    await query().pressSequentially('sour');
    await page.getByRole('option', { name: /^source:/ }).click();
    await query().pressSequentially('flow ');
    await shown(/^1–50 of 50$/).waitFor();
    expect(search().get('q')).toBe('source:flow');
    await query().pressSequentially('-resu');
    await page.getByRole('option', { name: /^result:/ }).click();
    await page.getByRole('option', { name: 'failure' }).click();
    await shown(/of (3|4)\d$/).waitFor();
    expect(search().get('q')).toBe('source:flow -result:failure');
    await query().pressSequentially('actor:pri');
    await page.getByRole('option', { name: /^priya@acme.example/ }).click();
    await page.waitForURL(/actor:priya/);
    await button('Remove the filter actor:priya@acme.example').click();
    await query().pressSequentially('nofield:x');
    await page.getByText('There is no field "nofield"').waitFor();
    expect(search().get('q')).toBe('source:flow -result:failure');
    await button('Clear all filters').click();
    await shown(/of 3\d\d$/).waitFor();
    expect(search().has('q')).toBe(false);
  }, 60_000);

  it('includes and excludes by its facets, and counts the other values of the same field', async () => {
    await open('/audit-log?range=7d');
    const facets = page.getByRole('region', { name: 'Facets' });
    await facets.getByLabel('Only Flow').check();
    await shown(/of 50$/).waitFor();
    await facets.getByLabel('Only Recall').check();
    await shown(/of 100$/).waitFor();
    await facets.getByRole('button', { name: 'Without Failure' }).click();
    await page.waitForURL(/-outcome:failure/);
    expect(search().get('q')).toBe('source:flow,recall -outcome:failure');
    await button('Remove the filter source:flow,recall').click();
    expect(search().get('q')).toBe('-outcome:failure');
  }, 60_000);

  it('shows an event beside the table, steps through its neighbours, and gives the focus back', async () => {
    await open('/audit-log?q=source:flow&range=7d');
    await rows().nth(1).click();
    await drawer().getByRole('heading', { level: 2 }).waitFor();
    await drawer().locator('h2:focus').waitFor();
    await page.keyboard.press('j');
    await page.waitForURL((url) => url.searchParams.get('e') !== null);
    await drawer().getByRole('tab', { name: 'JSON' }).click();
    await drawer().getByText('"leaf_hash"').waitFor();
    await drawer().getByRole('tab', { name: 'Related' }).click();
    await drawer().getByRole('heading', { name: 'The same record' }).waitFor();
    await page.keyboard.press('Escape');
    await drawer().waitFor({ state: 'detached' });
    await page.locator('[data-event]:focus').waitFor();
  }, 60_000);

  it('shows what changed, before and after', async () => {
    await open('/audit-log?q=has:changes source:flow&range=7d');
    await rows().first().click();
    await drawer()
      .getByRole('tab', { name: /Changes/ })
      .click();
    const line = drawer().getByRole('row', { name: 'status open done' });
    await line.waitFor();
    await drawer().getByRole('row', { name: 'note null called' }).waitFor();
  }, 60_000);

  it('has no barriers in either theme, closed, open, written in, or as a table', async () => {
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme });
      await open('/audit-log?q=-result:denied&range=7d');
      await page.getByRole('region', { name: 'Facets' }).getByLabel('Only Flow').waitFor();
      expect([theme, await barriersOn(page)]).toEqual([theme, []]);
      await rows().nth(2).click();
      await drawer().getByRole('heading', { level: 2 }).waitFor();
      await query().pressSequentially('ac');
      await page.getByRole('option', { name: /^action:/ }).waitFor();
      expect([theme, await barriersOn(page)]).toEqual([theme, []]);
      await keepScreen(page, `audit-log-${theme}`);
      await page.keyboard.press('Escape');
      await button('As table').click();
      await page.keyboard.press('Escape');
      await page.keyboard.press('?');
      expect([theme, await barriersOn(page)]).toEqual([theme, []]);
      await page.keyboard.press('Escape');
    }
    await page.emulateMedia({ colorScheme: 'light' });
  }, 120_000);

  it('says which filter hides how much when nothing is found', async () => {
    await page.goto(`${test.url}/audit-log?q=source:flow -source:flow&range=7d`);
    await page.getByRole('heading', { name: 'No events match' }).waitFor();
    await button(/^Remove -source:flow \(50 events\)$/).waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await button(/^Remove -source:flow/).click();
    await shown(/of 50$/).waitFor();
  }, 60_000);

  it('shows hostile text as text, and keeps its shape', async () => {
    const events = HOSTILE.map((text, index) => ({
      occurred_at: new Date(now - 40 * HOUR_MS).toISOString(),
      source: 'hostile',
      action: `hostile.case_${index}`,
      operation: 'read',
      outcome: 'success',
      summary: text,
      actor: { type: 'user', id: `h${index}`, name: start(text, 100) },
      resource: { type: 'thing', id: String(index), name: start(text, 100) },
      details: { [start(text, 30)]: { deep: [[[{ text: start(text, 1_000) }]]] } },
    }));
    await report(test, owner, events);
    await open('/audit-log?q=source:hostile&range=7d');
    expect(await rows().count()).toBe(HOSTILE.length);
    for (let index = 0; index < HOSTILE.length; index++) {
      await rows().nth(index).click();
      await drawer().getByRole('heading', { level: 2 }).waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(1_600);
    }
    expect(await page.title()).toBe('Daybook');
    expect(await page.locator('main img, main a[href^="javascript"]').count()).toBe(0);
  }, 60_000);

  it('moves by its buttons, its bars and its keys', async () => {
    await open('/audit-log?range=7d');
    await button('Earlier').click();
    await page.waitForURL(/from=/);
    await open('/audit-log?range=7d');
    const chart = page.getByRole('img', { name: /events between/ });
    const box = (await chart.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(box.x + box.width * 0.5, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.7, box.y + 20);
    await page.mouse.up();
    await page.waitForURL(/from=/);
    const length = Date.parse(search().get('to') ?? '') - Date.parse(search().get('from') ?? '');
    expect(length / HOUR_MS).toBeGreaterThan(30);
    expect(length / HOUR_MS).toBeLessThan(40);
    await page.keyboard.press('t');
    await page.getByLabel('Type a range').fill('36h');
    await page.keyboard.press('Enter');
    await page.waitForURL(/range=36h/);
    await page.getByRole('button', { name: 'Time range: Last 36h' }).waitFor();
  }, 60_000);

  it('exports what it shows, by one dialog', async () => {
    await open('/audit-log?q=source:flow&range=7d');
    await page.keyboard.press('e');
    const dialog = page.getByRole('dialog', { name: 'Export these events' });
    await dialog.getByLabel('JSON Lines, exact').check();
    expect(await barriersOn(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Start the export' }).click();
    await dialog.getByText('100 % · 50 of 50 events').waitFor();
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Download' }).click();
    expect((await download).suggestedFilename()).toMatch(/\.zip$/);
    await page.keyboard.press('Escape');
  }, 60_000);

  it('is whole at 390 pixels', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${test.url}/audit-log?q=source:flow -result:failure&range=7d`);
    await page.getByRole('list', { name: 'Events' }).getByRole('button').first().waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(await barriersOn(page)).toEqual([]);
    await keepScreen(page, 'narrow');
    await page.getByRole('list', { name: 'Events' }).getByRole('button').first().click();
    await drawer().getByRole('heading', { level: 2 }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(await barriersOn(page)).toEqual([]);
    await button('Close the event').click();
    await button('Open the menu').click();
    await page.getByRole('dialog').getByRole('link', { name: 'Audit log' }).click();
    await page.setViewportSize({ width: 1600, height: 1000 });
  }, 60_000);

  it('goes on by itself after the server was away', async () => {
    await open('/audit-log?range=7d');
    await page.route('**/v1/**', (route) => route.abort());
    await button('Refresh').click();
    await page.getByText('No connection to the server.').waitFor();
    await page.unroute('**/v1/**');
    await page.getByText('No connection to the server.').waitFor({ state: 'detached' });
    await page.route('**/v1/events?**', (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        body: '{"title":"Temporarily unavailable","status":503,"code":"database.unavailable","detail":"The database is away."}',
      }),
    );
    await button('Refresh').click();
    await page.getByText('The server cannot do everything at the moment.').waitFor();
    await page.unroute('**/v1/events?**');
    await page.getByText('The server cannot do everything at the moment.').waitFor({ state: 'detached' });
  }, 60_000);

  it('warns before the session ends, and extends it', async () => {
    await page.clock.install();
    await open('/audit-log?range=7d');
    await page.clock.runFor(13.5 * 60_000);
    const warning = page.getByRole('dialog', { name: 'Your session is about to end' });
    await warning.waitFor();
    await warning.getByRole('button', { name: 'Stay signed in' }).click();
    await warning.waitFor({ state: 'detached' });
  }, 60_000);

  it('shows a link to a colleague as far as their rights go', async () => {
    const member = await join(test, owner, 'mia@example.com', 'member');
    await enter(page, test, member);
    await page.goto(`${test.url}/audit-log?q=source:flow&range=7d`);
    await page.getByRole('heading', { name: 'You may not read the audit log' }).waitFor();
    expect(await barriersOn(page)).toEqual([]);
  }, 60_000);
});
