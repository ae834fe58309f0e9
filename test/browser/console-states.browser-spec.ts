import type { BrowserContext, Page, Route } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/test-app';
import { openBrowser, type TestBrowser } from '../support/test-browser';
import { barriersOn, clinicDays, complaintsOf, enter, keepScreen, report } from '../support/test-console';
import { join, signUpOwner, type TestPerson } from '../support/test-people';

/** Columns of one's own, and what the log says while it cannot show what was asked (issue 7, checks 4 and 6). */
describe('the states of the audit log', () => {
  let test: TestApp;
  let owner: TestPerson;
  let browser: TestBrowser;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    browser = await openBrowser(`${test.url}/healthz`);
    ({ page } = browser);
    context = page.context();
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
  const shown = (text: RegExp) => page.getByRole('navigation', { name: 'Pages of events' }).getByText(text);
  const headings = () => page.getByRole('columnheader').allTextContents();
  const search = () => new URL(page.url()).searchParams;
  const open = async (address: string): Promise<void> => {
    await page.goto(`${test.url}${address}`);
    await rows().first().waitFor();
  };
  const problem = (status: number, code: string) => (route: Route) =>
    route.fulfill({
      status,
      contentType: 'application/problem+json',
      body: JSON.stringify({ title: 'Problem', status, code, detail: 'The database is away.' }),
    });

  it('say how to send the first event, until there is one', async () => {
    await page.goto(`${test.url}/audit-log?range=7d`);
    await page.getByRole('region', { name: 'No events of your product yet' }).waitFor();
    expect(await page.getByRole('link', { name: 'Make an API key' }).getAttribute('href')).toBe('/api-keys');
    expect(await barriersOn(page)).toEqual([]);
    await keepScreen(page, 'state-first-events');
    await report(test, owner, clinicDays(Date.now(), 300));
    await open('/audit-log?range=7d');
    await shown(/^1–50 of 3\d\d$/).waitFor();
    expect(await page.getByText('No events of your product yet').count()).toBe(0);
  }, 60_000);

  it('keep columns, their order and their widths: by keys, in the address, for the next time', async () => {
    await open('/audit-log?range=7d');
    await button('Columns').click();
    await page.getByRole('button', { name: 'Move User further to the front' }).press('Enter');
    await page.getByLabel('IP address', { exact: true }).uncheck();
    await page.keyboard.press('Escape');
    await page.waitForURL(/cols=time,source,user,action,record,summary,status(&|$)/);
    expect((await headings()).slice(0, 4)).toEqual([
      expect.stringContaining('Time'),
      'Source',
      'User',
      'Action',
    ]);
    const edge = page.getByRole('separator', { name: 'Width of the column Source' });
    await edge.focus();
    const before = Number(await edge.getAttribute('aria-valuenow'));
    for (let turn = 0; turn < 3; turn++) await page.keyboard.press('ArrowRight');
    const after = Number(await edge.getAttribute('aria-valuenow'));
    expect(after).not.toBe(before);
    await open('/audit-log?range=7d');
    expect((await headings()).slice(1, 4)).toEqual(['Source', 'User', 'Action']);
    expect(Number(await edge.getAttribute('aria-valuenow'))).toBe(after);
    expect(await barriersOn(page)).toEqual([]);
    await button('Columns').click();
    await button('Columns and widths as usual').click();
    await page.keyboard.press('Escape');
    await page.getByRole('columnheader').nth(2).filter({ hasText: 'Action' }).waitFor();
    expect(search().has('cols')).toBe(false);
  }, 60_000);

  it('move columns by the mouse as well, and widen them', async () => {
    await open('/audit-log?range=7d');
    const head = (name: string) => page.getByRole('columnheader', { name }).locator('[draggable]');
    await head('Summary').dragTo(head('Source'));
    await page.waitForURL(/cols=time,summary,source/);
    const box = await page.getByRole('separator', { name: 'Width of the column Source' }).boundingBox();
    if (!box) throw new Error('there is no edge');
    await page.mouse.move(box.x + 12, box.y + 12);
    await page.mouse.down();
    await page.mouse.move(box.x + 72, box.y + 12, { steps: 4 });
    await page.mouse.up();
    const width = await page
      .getByRole('columnheader', { name: 'Source' })
      .evaluate((cell) => cell.getBoundingClientRect().width);
    expect(width).toBeGreaterThan(150);
    await page.getByRole('separator', { name: 'Width of the column Source' }).dblclick();
    await button('Columns').click();
    await button('Columns and widths as usual').click();
    await page.keyboard.press('Escape');
  }, 60_000);

  it('find what begins so while a word is written, and the word itself after Enter', async () => {
    await open('/audit-log?q=source:appointment&range=7d');
    await query().pressSequentially('appoi');
    await page.waitForURL(/appoi\*/);
    await shown(/of (4|5)\d$/).waitFor();
    await page.getByText(/a word that begins with “appoi”/).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'No events match' }).waitFor();
    expect(search().get('q')).toBe('source:appointment appoi');
    await page.getByText(/^0 of 3\d\d events in the chosen time range match/).waitFor();
    await keepScreen(page, 'state-no-match');
    await page.goBack();
    await button('Clear all filters').first().click();
  }, 60_000);

  it('stop a slow search, and say whose rows are on the screen', async () => {
    await open('/audit-log?range=7d');
    const held: Route[] = [];
    await page.route('**/v1/events?**', (route) => void held.push(route));
    await page.getByRole('region', { name: 'Facets' }).getByLabel('Only Flow').check();
    await button('Stop').click();
    await page.getByText('Stopped. Rows and chart are those of the search before.').waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await keepScreen(page, 'state-stopped');
    await Promise.all(held.map((route) => route.abort().catch(() => undefined)));
    await page.unroute('**/v1/events?**');
    await button('Search again').click();
    await shown(/of 50$/).waitFor();
    expect(await page.getByText('Stopped.').count()).toBe(0);
  }, 60_000);

  it('go on by themselves after a 503, in the middle of a search', async () => {
    await open('/audit-log?range=7d');
    await page.route('**/v1/events?**', problem(503, 'database.unavailable'));
    await page.getByRole('region', { name: 'Facets' }).getByLabel('Only Recall').check();
    await page.getByText('The server cannot do everything at the moment.').waitFor();
    await page.unroute('**/v1/events?**');
    await shown(/of 50$/).waitFor();
    await page.getByText('The server cannot do everything at the moment.').waitFor({ state: 'detached' });
    await page.goBack();
    await shown(/of 3\d\d$/).waitFor();
    await page.goForward();
    await shown(/of 50$/).waitFor();
    await page.reload();
    await shown(/of 50$/).waitFor();
  }, 60_000);

  it('ask to sign in again where they are when another tab has signed out, and go on there', async () => {
    const other = await context.newPage();
    await other.goto(`${test.url}/audit-log?q=source:flow&range=7d`);
    await other.locator('tbody tr').first().waitFor();
    await enter(page, test, { ...owner, token: 'nobody' });
    await other.getByRole('button', { name: 'Refresh' }).click();
    await other.getByLabel('Email').waitFor();
    expect(new URL(other.url()).searchParams.get('q')).toBe('source:flow');
    await enter(page, test, owner);
    await other.reload();
    await other.locator('tbody tr').first().waitFor();
    await other.close();
  }, 60_000);

  it('leave one entry for a view of a search, whatever is counted beside it', async () => {
    const seen = async (): Promise<readonly string[]> => {
      const { body } = await test
        .client(owner.token)
        .get('/v1/events?q=action:audit_log.*%20after:1h&limit=200')
        .expect(200);
      return (body.data as { action: string; details: { query?: { q?: string } } }[])
        .filter(({ details }) => details.query?.q?.startsWith('source:task '))
        .map(({ action }) => action);
    };
    await open('/audit-log?q=source:task&range=7d');
    await shown(/of 50$/).waitFor();
    await page.getByRole('img', { name: /events between/ }).waitFor();
    await page.getByRole('region', { name: 'Facets' }).getByLabel('Only Task').waitFor();
    await page.reload();
    await shown(/of 50$/).waitFor();
    await page.getByRole('region', { name: 'Facets' }).getByLabel('Only Task').waitFor();
    expect(await seen()).toEqual(['audit_log.viewed']);
  }, 60_000);

  it('say who can give access, and where one’s own activity is', async () => {
    const member = await join(test, owner, 'mia@example.com', 'member');
    await enter(page, test, member);
    await page.goto(`${test.url}/audit-log?q=source:flow&range=7d`);
    await page.getByRole('heading', { name: 'You may not read the audit log' }).waitFor();
    await page.getByRole('link', { name: 'Your own activity' }).click();
    await page.waitForURL(/account\/activity/);
  }, 60_000);
});
