import type { Page } from 'playwright-core';
import { EventCounting } from '../../src/modules/audit/audit.counting';
import { ACTIVITY_TYPES } from '../../src/modules/activity/activity.types';
import { clinicActivity } from '../support/test-activity';
import { evaluate } from '../support/test-alerts';
import { startTestApp, type TestApp } from '../support/test-app';
import { openBrowser, type TestBrowser } from '../support/test-browser';
import { complaintsOf, enter, keepScreen, lookAt, report } from '../support/test-console';
import { join, memberIdOf, signUpOwner, type TestPerson } from '../support/test-people';
import { until } from '../support/until';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];

/** What people do, as figures that lead to the events behind them (S0-15 to S0-25), in a real browser. */
describe('user activity in the console', () => {
  let test: TestApp;
  let owner: TestPerson;
  let browser: TestBrowser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    await theClinic();
    browser = await openBrowser(`${test.url}/healthz`);
    ({ page } = browser);
    page.setDefaultTimeout(15_000);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    complaints = complaintsOf(page);
    await enter(page, test, owner);
  }, 90_000);
  afterAll(async () => {
    await browser.close();
    await test.close();
  });
  afterEach(() => expect(complaints.splice(0)).toEqual([]));

  async function theClinic(): Promise<void> {
    const day = { from: '07:00', to: '19:00' };
    const working_hours = Object.fromEntries(WEEKDAYS.map((name) => [name, day]));
    await owner.client.patch('/v1/organization', { time_zone: 'Europe/London', working_hours }).expect(200);
    await join(test, owner, 'omar@example.com', 'member', 'Omar Reyes');
    const { id } = (await owner.client.post('/v1/teams', { name: 'Front desk' }).expect(201)).body as {
      id: string;
    };
    const member_id = await memberIdOf(owner, 'omar@example.com');
    await owner.client.post(`/v1/teams/${id}/members`, { member_id }).expect(201);
    const events = clinicActivity(Date.now(), 60);
    for (let n = 0; n < events.length; n += 500) await report(test, owner, events.slice(n, n + 500));
    await test.app.get(EventCounting).run();
  }

  const open = async (path: string): Promise<void> => {
    await page.goto(`${test.url}${path}`);
    await page.getByRole('grid').first().waitFor();
  };
  const card = (name: string) => page.getByRole('region', { name, exact: true });
  const people = () => page.getByRole('table', { name: 'People' });
  const eventsShown = async (): Promise<string> => {
    const pager = page.getByRole('navigation', { name: 'Pages of events' });
    await pager.getByText(/of [\d,]+$/).waitFor();
    return /of ([\d,]+)/.exec(await pager.innerText())?.[1] ?? '';
  };

  const look = (name: string) => lookAt(page, name);

  it('shows every type under its category by name, those with nothing too, each with its events', async () => {
    await open('/activity');
    const names = await page
      .getByRole('region', { name: 'Activity by category' })
      .getByRole('listitem')
      .allInnerTexts();
    expect(names.filter((text) => !text.startsWith('Other\n'))).toHaveLength(ACTIVITY_TYPES.length);
    for (const [category, type] of [
      ['Authentication', 'Session timeouts'],
      ['Navigation', 'Dashboard access'],
      ['Feature usage', 'AI features used'],
      ['Settings', 'Notification preferences'],
      ['Administration', 'Webhook creation'],
    ] as const)
      await card(category).getByText(type, { exact: true }).first().waitFor();
    await look('activity');
    const link = card('Feature usage')
      .getByRole('listitem')
      .filter({ hasText: 'Searches performed' })
      .getByRole('link');
    const number = (await link.innerText()).split('\n')[0]?.replace(/\D.*/s, '');
    await link.click();
    expect(await eventsShown()).toBe(number);
  }, 60_000);

  it('leads from an hour of the week to its events, by keys alone', async () => {
    await open('/activity?range=30d');
    const grid = page.getByRole('grid', { name: 'When the team works' });
    const night = grid
      .getByRole('row', { name: /^Friday/ })
      .getByRole('gridcell')
      .nth(2);
    await grid.locator('td[tabindex="0"]').focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight'])
      await page.keyboard.press(key);
    const words = await night.innerText();
    expect(words).toContain('outside of working hours');
    expect(await page.evaluate('document.activeElement.textContent')).toBe(words.trim());
    await page.keyboard.press('Enter');
    expect(await eventsShown()).toBe(/(\d+) events/.exec(words)?.[1]);
  }, 60_000);

  it('answers whether the team uses a feature, and filters by team, category, person and zone in the address', async () => {
    await open('/activity?range=30d');
    await page.getByLabel('Team', { exact: true }).selectOption({ label: 'Front desk (1)' });
    await page.waitForURL(/team=/);
    await people().getByText('1–1 of 1').or(page.getByText('1–1 of 1')).first().waitFor();
    await page.getByRole('button', { name: /^Teams and days of AI features used/ }).click();
    await page.getByRole('table', { name: 'AI features used: By team' }).getByText('1 of 1').waitFor();
    await card('Settings').getByRole('button', { name: 'Settings' }).click();
    await page.waitForURL(/category=settings/);
    await page.getByLabel('Time zone', { exact: true }).selectOption('UTC');
    await page.waitForURL(/tz=UTC/);
    await page.getByText('events per hour of the week · UTC').waitFor();
    await page.getByRole('button', { name: 'Clear all filters' }).click();
    await page.waitForURL(/\/activity$/);
    await page.getByRole('combobox', { name: 'User', exact: true }).fill('priya');
    await page.getByRole('option', { name: 'Priya Nair' }).click();
    await page.waitForURL(/user=/);
    await page.getByText('1–1 of 1').waitFor();
    await people().getByRole('link', { name: 'Priya Nair', exact: true }).waitFor();
  }, 60_000);

  it('finds who was not seen, and sorts people by every number', async () => {
    await open('/activity');
    await page.getByRole('term').filter({ hasText: 'Not seen for 30 days' }).waitFor();
    await page.locator('dl').getByRole('link', { name: '1', exact: true }).click();
    await page.waitForURL(/dormant=true/);
    await people().getByRole('link', { name: 'Sam Cole', exact: true }).waitFor();
    await until('nobody else', async () => (await people().getByRole('row').count()) === 2);
    await page.getByLabel('Only who was not seen').uncheck();
    await people().getByRole('link', { name: 'Omar Reyes', exact: true }).waitFor();
    await people().getByRole('button', { name: 'Features' }).click();
    await page.waitForURL(/sort=-feature_usage/);
    await until('sorted', async () => {
      const cells = await people().locator('tbody tr td:nth-child(8)').allInnerTexts();
      const numbers = cells.map((text) => Number(text.replace(/\D.*/s, '')));
      return numbers.length > 3 && numbers.every((n, index) => n <= (numbers[index - 1] ?? Infinity));
    });
  }, 60_000);

  it('tells of one person when they last signed in, and what they did, alike as one or each alone', async () => {
    await open('/activity');
    await people().getByRole('link', { name: 'Omar Reyes', exact: true }).click();
    await page.getByRole('heading', { name: 'Omar Reyes' }).waitFor();
    await page.getByRole('link', { name: /^\d+ \w+ \d{4}, \d\d:\d\d \(.*\) ?Last sign-in/ }).waitFor();
    await page.getByRole('grid', { name: 'Last 26 weeks' }).waitFor();
    await look('activity-person');
    const timeline = page.getByRole('region', { name: 'Timeline' });
    const lines = timeline.getByRole('listitem').filter({ has: page.locator('time') });
    await page.getByRole('switch', { name: 'Group similar' }).uncheck();
    await page.waitForURL(/group=off/);
    await until('single events', async () => (await timeline.getByText('×').count()) === 0);
    await timeline.getByRole('button', { name: 'Feature usage' }).click();
    await page.waitForURL(/category=feature_usage/);
    await until('one kind', async () => (await lines.filter({ hasText: 'Navigation' }).count()) === 0);
    await lines.first().getByRole('link', { name: 'details' }).click();
    await page.getByRole('dialog').waitFor();
  }, 60_000);

  it('makes a rule of a search, sees when it would have fired, and assigns what was found', async () => {
    await page.goto(`${test.url}/audit-log?q=action:ai_feature.used&range=30d`);
    await page.getByRole('button', { name: 'Alert on this' }).click();
    const form = page.getByRole('dialog', { name: 'New rule' });
    expect(await form.getByLabel('Query').inputValue()).toBe('action:ai_feature.used');
    await form.getByRole('button', { name: 'Try it on the last 30 days' }).click();
    await form.getByText(/It would have fired \d+ times/).waitFor();
    await form
      .getByRole('list', { name: 'When it would have fired last' })
      .getByRole('link')
      .first()
      .waitFor();
    await form.getByLabel('Name').fill('AI was used');
    await form.getByRole('button', { name: 'Create the rule' }).click();
    await page.getByRole('table', { name: 'Rules' }).getByText('AI was used').waitFor();
    await evaluate(test);
    await page.getByRole('tab', { name: 'Inbox' }).click();
    const alerts = page.getByRole('table', { name: 'Alerts' });
    await alerts.getByRole('button', { name: 'Assign…' }).first().click();
    await page.getByRole('combobox', { name: 'To whom' }).click();
    await page.getByRole('option', { name: /olivia@example.com/ }).click();
    await page.getByRole('button', { name: 'Assign', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText('In hand', { exact: true }).click();
    await page.waitForURL(/state=assigned/);
    await alerts.getByText('Olivia Owner').first().waitFor();
    await page.reload();
    await alerts.getByText('Olivia Owner').first().waitFor();
    await page.goto(`${test.url}/alerts?tab=rules`);
    await page.getByRole('table', { name: 'Rules' }).getByText('AI was used').waitFor();
    await keepScreen(page, 'alert-rules');
  }, 60_000);

  it('shows a member their own alone, without ways into a log that they may not read', async () => {
    const mia = await join(test, owner, 'mia@example.com', 'member', 'Mia Member');
    await enter(page, test, mia);
    await open('/activity');
    await page.getByText('1–1 of 1').waitFor();
    await people().getByRole('link', { name: 'Mia Member', exact: true }).waitFor();
    expect(await page.locator('main a[href^="/audit-log"]').count()).toBe(0);
    await page.goto(`${test.url}/activity/users/omar@example.com`);
    await page.getByRole('heading', { name: 'Nobody to be seen here' }).waitFor();
    await open('/account/activity');
    await page.getByRole('heading', { name: 'Mia Member' }).waitFor();
    await page.getByText('Accepted an invitation').waitFor();
  }, 60_000);
});
