import type { Page } from 'playwright-core';
import { DEFAULT_STREAM_OPTIONS, STREAM_OPTIONS } from '../../src/modules/audit/live/stream-options';
import { startTestApp, type TestApp } from '../support/test-app';
import { openBrowser, type TestBrowser } from '../support/test-browser';
import { barriersOn, clinicDays, complaintsOf, enter, keepScreen, report } from '../support/test-console';
import { join, signIn, signUpOwner, type TestPerson } from '../support/test-people';

const THEMES = ['light', 'dark'] as const;

const lateEvent = (name: string, more: object = {}): object => ({
  occurred_at: new Date().toISOString(),
  source: 'flow',
  action: 'flow.step_completed',
  operation: 'update',
  outcome: 'success',
  summary: name,
  actor: { type: 'user', id: 'u9', name: 'Lena Fox', email: 'lena@acme.example' },
  resource: { type: 'flow', id: 'f1', name: 'Intake', href: 'https://ehr.example/flows/f1' },
  ...more,
});

describe('investigating in the console', () => {
  let test: TestApp;
  let owner: TestPerson;
  let browser: TestBrowser;
  let page: Page;
  let complaints: string[];
  const now = Date.now();

  beforeAll(async () => {
    const options = { ...DEFAULT_STREAM_OPTIONS, recheckMs: 300 };
    test = await startTestApp({ overrides: [{ token: STREAM_OPTIONS, value: options }] });
    owner = await signUpOwner(test);
    await report(test, owner, clinicDays(now, 120));
    browser = await openBrowser(`${test.url}/healthz`);
    ({ page } = browser);
    page.setDefaultTimeout(15_000);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
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
  const rows = () => page.getByRole('table', { name: 'Events' }).locator('tbody tr:has([data-event])');
  const row = (text: string) => rows().filter({ hasText: text });
  const drawer = () => page.getByRole('complementary', { name: 'Event' });
  const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
  const shown = (text: string | RegExp) =>
    page.getByRole('navigation', { name: 'Pages of events' }).getByText(text);
  /** Until the rows are those of the search. */
  const settled = async (text: RegExp): Promise<void> => {
    await page.locator('table[aria-busy="false"]').waitFor();
    await shown(text).waitFor();
  };
  const search = () => new URL(page.url()).searchParams;
  const clipboard = () => page.evaluate<string>('navigator.clipboard.readText()');
  const open = async (address: string): Promise<void> => {
    await page.goto(`${test.url}${address}`);
    await rows().first().waitFor();
  };

  it('follows what is new, pauses and counts, and goes on after a cut without gap or double', async () => {
    await open('/audit-log?q=source:flow&range=7d');
    await page.keyboard.press('l');
    await page.getByText('Live', { exact: true }).waitFor();
    expect(search().get('live')).toBe('1');
    await report(test, owner, [lateEvent('first'), lateEvent('elsewhere', { source: 'task' })]);
    await row('first').waitFor();
    await page.getByText('Live · 1 new').waitFor();
    await page.getByRole('status').filter({ hasText: 'Live · 1 new' }).waitFor();
    await page.keyboard.press('l');
    await report(test, owner, [lateEvent('second'), lateEvent('third')]);
    await page.getByText('Paused · 2 waiting').waitFor();
    expect(await row('second').count()).toBe(0);
    await keepScreen(page, 'audit-log-paused');
    await button('Go on').click();
    await row('third').waitFor();
    const cut = page.waitForResponse(/events\/stream/);
    (test.app.getHttpServer() as { closeAllConnections(): void }).closeAllConnections();
    await report(test, owner, [lateEvent('fourth')]);
    expect((await cut).url()).toContain('after=');
    await row('fourth').waitFor();
    for (const name of ['first', 'second', 'third', 'fourth']) expect(await row(name).count()).toBe(1);
    expect(await row('elsewhere').count()).toBe(0);
  }, 60_000);

  it('follows the search when that changes, and holds back while another page is shown', async () => {
    await open('/audit-log?range=7d&live=1&limit=25');
    await page.getByText(/^Live/).first().waitFor();
    await button('Next ›').click();
    await shown(/^26–50 of/).waitFor();
    await report(test, owner, [lateEvent('fifth')]);
    await page.getByText(/^Paused · \d+ waiting/).waitFor();
    await button('To the newest').click();
    await row('fifth').waitFor();
    await page.getByRole('region', { name: 'Facets' }).getByLabel('Only Task').check();
    await page.waitForURL(/source:task/);
    await page.getByText('Live', { exact: true }).waitFor();
    await report(test, owner, [lateEvent('sixth'), lateEvent('seventh', { source: 'task' })]);
    await row('seventh').waitFor();
    expect(await row('sixth').count()).toBe(0);
    expect(search().get('live')).toBe('1');
    await button('Stop following').click();
    expect(search().has('live')).toBe(false);
  }, 60_000);

  it('says why nothing can be followed in a range that is over', async () => {
    await page.goto(`${test.url}/audit-log?from=2020-01-01&to=2026-11-01T00:00:00Z`);
    await button(/^Live tail/).waitFor();
    expect(await button(/^Live tail/).isDisabled()).toBe(true);
  }, 30_000);

  it('picks events one by one, by stretches and by pages, and keeps them while pages are turned', async () => {
    await open('/audit-log?q=-action:audit_log.*&range=7d&limit=25');
    const boxes = () => rows().getByRole('checkbox');
    await boxes().nth(1).check();
    await boxes()
      .nth(4)
      .click({ modifiers: ['Shift'] });
    await page.getByText('4 selected').first().waitFor();
    await button('Next ›').click();
    await shown(/^26–50 of/).waitFor();
    await page.getByLabel('Select all 25 events of this page').check();
    const bar = page.getByRole('group', { name: 'What to do with the selected events' });
    await bar.getByText('29 selected').waitFor();
    await bar.getByRole('button', { name: 'Copy links' }).click();
    await page.getByText('29 links are copied.').waitFor();
    expect((await clipboard()).split('\n')).toHaveLength(29);
    expect(await barriersOn(page)).toEqual([]);
    await keepScreen(page, 'audit-log-selected');
    await bar.getByRole('button', { name: 'Export…' }).click();
    await dialog('Export 29 selected events').getByLabel('PDF, for people').check();
    await dialog('Export 29 selected events').getByRole('button', { name: 'Start the export' }).click();
    await dialog('Export 29 selected events').getByText('100 % · 29 of 29 events').waitFor();
    await page.keyboard.press('Escape');
    await bar.getByRole('button', { name: 'Add to a hold…' }).click();
    await dialog('Place a legal hold')
      .getByText(/29 events/)
      .waitFor();
    await page.keyboard.press('Escape');
    await bar.getByRole('button', { name: 'Erase…' }).click();
    await dialog(/^Erase/).waitFor();
    await page.keyboard.press('Escape');
    await button('‹ Previous').click();
    await settled(/^1–25 of/);
    await boxes().nth(10).check();
    await boxes().nth(11).check();
    expect(await bar.getByRole('button', { name: 'Add to a hold…' }).getAttribute('title')).toMatch(
      /at most 30/,
    );
    await page.getByRole('region', { name: 'Facets' }).getByLabel('Only Task').check();
    await bar.waitFor({ state: 'detached' });
  }, 60_000);

  it('saves a search, opens the log with it, shares, renames, and deletes it', async () => {
    await open('/audit-log?q=source:recall&range=30d&cols=time,summary,subject');
    await page.keyboard.press('s');
    const saving = dialog('Save this search…');
    await saving.getByLabel('Name').fill('Recalls');
    await saving.getByLabel('Open my audit log with it').check();
    expect(await barriersOn(page)).toEqual([]);
    await saving.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved as “Recalls”.').waitFor();
    await open('/audit-log');
    await page.waitForURL(/source:recall/);
    expect([search().get('range'), search().get('cols')]).toEqual(['30d', 'time,summary,subject']);
    await page.getByRole('button', { name: 'Views', exact: true }).click();
    const names = await page.getByRole('menuitem').allTextContents();
    expect(names.slice(0, 2)).toEqual(['Last 7 days', 'Today']);
    expect(names).toContain('Recallsopens first');
    await page.getByRole('menuitem', { name: 'Today' }).click();
    await page.waitForURL(/range=today/);
    expect(search().has('q') || search().has('cols')).toBe(false);
    await page.getByRole('button', { name: 'Views', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Manage views…' }).click();
    const managing = dialog('Manage views…');
    await managing.getByRole('button', { name: 'Share Recalls' }).click();
    await managing.getByText('Shared with everybody who reads the log').waitFor();
    await managing.getByRole('button', { name: 'Rename Recalls' }).click();
    await managing.getByRole('textbox', { name: 'Name' }).fill('All recalls');
    await managing.getByRole('textbox', { name: 'Name' }).press('Enter');
    await managing.getByRole('button', { name: 'Open my audit log with Last 7 days' }).click();
    await managing.getByRole('button', { name: 'Rename All recalls' }).waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await keepScreen(page, 'views');
    await managing
      .getByRole('listitem')
      .filter({ hasText: 'All recalls' })
      .getByRole('button', { name: 'Delete' })
      .click();
    await dialog('Delete “All recalls”?').getByRole('button', { name: 'Delete' }).click();
    await managing.getByText('All recalls').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
  }, 60_000);

  it('filters field by field as somebody types, and clears one or all', async () => {
    await open('/audit-log?range=7d');
    await button('Filter').click();
    const fields = dialog('Filter');
    await fields.getByLabel('Action', { exact: true }).pressSequentially('flow.st');
    await page.waitForURL(/action:flow\.st\*/);
    await fields.getByLabel('User').fill('jane@acme.example');
    await page.waitForURL(/actor:jane%40acme\.example/);
    await fields.getByLabel('IP address').fill('203.0.');
    await fields.getByText('Not asked yet: it is not complete.').waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await keepScreen(page, 'audit-log-fields');
    await fields.getByRole('button', { name: 'Clear the field IP address' }).click();
    await fields.getByRole('button', { name: 'Clear the field Action' }).click();
    await page.waitForURL((url) => url.searchParams.get('q') === 'actor:jane@acme.example');
    await fields.getByRole('button', { name: 'Clear all filters' }).click();
    await page.waitForURL((url) => !url.searchParams.has('q'));
    expect(await fields.getByLabel('User').inputValue()).toBe('');
  }, 60_000);

  it('hides the views of the log by one button, and says so by a chip', async () => {
    await open('/audit-log?range=7d');
    await button('Hide log views').click();
    await button('Show the log views again').waitFor();
    await row('audit_log.viewed').first().waitFor({ state: 'detached' });
    await button('Show the log views again').click();
    await button('Refresh').click();
    await row('audit_log.viewed').first().waitFor();
  }, 60_000);

  it('leads on from where other products have it, and finds those places by name', async () => {
    for (const place of ['/settings/audit-log', '/organization/auditing', '/profile/activity-log']) {
      await open(`${place}?q=source:task`);
      expect([place, new URL(page.url()).pathname, search().get('q')]).toEqual([
        place,
        '/audit-log',
        'source:task',
      ]);
    }
    for (const name of ['Settings › Audit Log', 'Organization › Auditing', 'profile › Activity Log']) {
      await page.keyboard.press('Control+k');
      await page.getByPlaceholder('Search or jump to…').fill(name);
      await page.keyboard.press('Enter');
      await page.waitForURL(/audit-log/);
    }
  }, 60_000);

  it('pivots from a cell by the mouse, and links the record to where it belongs', async () => {
    await report(test, owner, [
      lateEvent('linked'),
      lateEvent('not', { resource: { type: 'flow', id: 'f2', href: 'javascript:1' } }),
    ]);
    await open('/audit-log?q=source:flow,task&range=7d');
    await row('linked').locator('td[data-column="action"]').hover();
    await keepScreen(page, 'audit-log-pivots');
    await button('Without flow.step_completed').click();
    await page.waitForURL(/-action:flow\.step_completed/);
    await open('/audit-log?q=source:flow,task&range=7d');
    await row('linked').locator('td[data-column="user"]').hover();
    await button('Nothing but lena@acme.example').click();
    await page.waitForURL((url) => url.searchParams.get('q') === 'actor:lena@acme.example');
    await row('linked').click();
    const link = drawer().getByRole('link', { name: /^Open Intake/ });
    expect([await link.getAttribute('href'), await link.getAttribute('rel')]).toEqual([
      'https://ehr.example/flows/f1',
      'noopener noreferrer',
    ]);
    await drawer().getByRole('button', { name: 'History of this record' }).click();
    await drawer().getByRole('tab', { name: 'History', selected: true }).waitFor();
    await drawer().getByRole('tab', { name: 'Overview' }).click();
    await keepScreen(page, 'drawer');
    await drawer().getByRole('button', { name: 'Show events around this ± 5 min' }).click();
    await page.waitForURL(/from=.*to=/);
    await row('not').click();
    expect(
      await drawer()
        .getByRole('link', { name: /^Open f2/ })
        .count(),
    ).toBe(0);
    await page.keyboard.press('Escape');
  }, 60_000);

  it('investigates by the keyboard alone', async () => {
    await open('/audit-log?range=7d');
    await page.keyboard.press('/');
    await page.keyboard.type('source:patient_activity ');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.waitForURL(/source:patient_activity/);
    await page.keyboard.press('f');
    await page.locator('[data-facets] input:focus').waitFor();
    await page.keyboard.press('ArrowDown');
    const value = await page.evaluate<string>('document.activeElement.closest("[data-field]").dataset.value');
    await page.keyboard.press('x');
    await page.waitForURL((url) => (url.searchParams.get('q') ?? '').includes(`-source:${value}`));
    await page.keyboard.press('t');
    await page.getByLabel('Type a range').fill('4d');
    await page.keyboard.press('Enter');
    await page.waitForURL(/range=4d/);
    await page.locator('[role=dialog]').waitFor({ state: 'detached' });
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowRight');
    expect(await page.evaluate('document.activeElement.dataset.field')).toBe('actor');
    await page.keyboard.press('i');
    await page.waitForURL(/actor:/);
    await settled(/^1–/);
    await page.keyboard.press('j');
    await page.keyboard.press('c');
    await page.getByText('The event is copied as JSON.').waitFor();
    expect(JSON.parse(await clipboard())).toHaveProperty('leaf_hash');
    await page.keyboard.press('Enter');
    await drawer().getByRole('heading', { level: 2 }).waitFor();
    await page.keyboard.press('y');
    await page.getByText('The link of this search is copied.').waitFor();
    expect(await clipboard()).toContain('e=');
    await page.keyboard.press('Escape');
    await drawer().waitFor({ state: 'detached' });
    await page.keyboard.press('[');
    await page.waitForURL(/from=/);
    await page.keyboard.press('-');
    await page.keyboard.press('g');
    await page.keyboard.press('a');
    await page.waitForURL((url) => !url.searchParams.has('from'));
  }, 60_000);

  it('lists its keys, and one switch turns the single ones off', async () => {
    await open('/audit-log?range=7d');
    await page.keyboard.press('?');
    const keys = page.getByRole('complementary', { name: 'Help' });
    for (const name of ['Go to: Audit log', 'Only the value under the focus', 'Follow live, pause, go on'])
      await keys.getByText(name).waitFor();
    await keys.getByLabel('Keys without Ctrl or ⌘').uncheck({ force: true });
    await page.keyboard.press('Escape');
    await keys.waitFor({ state: 'detached' });
    await page.keyboard.press('l');
    await page.keyboard.press('s');
    expect([search().has('live'), await dialog('Save this search…').count()]).toEqual([false, 0]);
    await page.evaluate('localStorage.removeItem("daybook.keys")');
  }, 60_000);

  it('has no barriers in either theme, live and with events selected, and is whole at 390 pixels', async () => {
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme });
      await open('/audit-log?range=7d&live=1');
      await rows().getByRole('checkbox').nth(2).check();
      await page.getByText('1 selected').nth(1).waitFor();
      expect([theme, await barriersOn(page)]).toEqual([theme, []]);
      await keepScreen(page, `audit-log-live-${theme}`);
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${test.url}/audit-log?q=source:flow&range=7d&live=1`);
    await page.getByRole('list', { name: 'Events' }).getByRole('checkbox').first().check();
    await page.getByText('1 selected').nth(1).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(await barriersOn(page)).toEqual([]);
    await keepScreen(page, 'audit-log-narrow-selected');
    await page.setViewportSize({ width: 1600, height: 1000 });
  }, 60_000);

  it('says where a number is missing between the rows, and that none is where none is', async () => {
    await report(test, owner, [lateEvent('kept'), lateEvent('stolen'), lateEvent('kept too')]);
    await open('/audit-log?range=24h');
    await page.getByText(/^✓ Of the numbers [\d,]+ to [\d,]+ none is missing/).waitFor();
    const { body } = await owner.client.get('/v1/events?q=stolen').expect(200);
    const theft = `DELETE FROM events WHERE sequence = ${body.data[0].sequence}`;
    await test.superuser.query(`BEGIN; SET LOCAL session_replication_role = replica; ${theft}; COMMIT`);
    await page.reload();
    const mark = page.getByRole('row').filter({ hasText: /is missing, and no purge accounts for it/ });
    await mark.scrollIntoViewIfNeeded();
    await page.getByText(/one is missing/).waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await keepScreen(page, 'audit-log-gap');
    expect(await mark.getByRole('link').getAttribute('href')).toBe('/integrity');
    await page.getByRole('region', { name: 'Facets' }).getByLabel('Only Flow').check();
    await mark.waitFor({ state: 'detached' });
  }, 60_000);

  it('says to an auditor why they cannot hold or erase, and leaves when the session is over', async () => {
    await join(test, owner, 'ada@example.com', 'auditor');
    const auditor = await signIn(test, 'ada@example.com');
    await enter(page, test, auditor);
    await open('/audit-log?q=source:flow&range=7d&live=1');
    await rows().getByRole('checkbox').first().check();
    for (const name of ['Add to a hold…', 'Erase…'])
      expect(await button(name).getAttribute('title')).toMatch(/takes the permission/);
    await page.getByText('Live', { exact: true }).waitFor();
    await auditor.client.delete('/v1/session').expect(204);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  }, 60_000);
});
