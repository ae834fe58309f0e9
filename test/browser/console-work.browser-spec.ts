import type { Page } from 'playwright-core';
import { evaluate, hostEvent } from '../support/test-alerts';
import { startTestApp, type TestApp } from '../support/test-app';
import { openBrowser, type TestBrowser } from '../support/test-browser';
import { clinicDays, complaintsOf, enter, lookAt, report } from '../support/test-console';
import { currentCode, freeStep } from '../support/test-factors';
import { until } from '../support/until';
import { join, signIn, signUpOwner, PASSWORD, type TestPerson } from '../support/test-people';

const MINUTE_MS = 60_000;

/** Pages on which people work, in a real browser: each step goes on where the one before ended. */
describe('exports, alerts, settings and the own account in the console', () => {
  let test: TestApp;
  let owner: TestPerson;
  let browser: TestBrowser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    await report(test, owner, clinicDays(Date.now(), 120));
    await evaluate(test);
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

  const button = (name: string | RegExp, exact = false) => page.getByRole('button', { name, exact });
  const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
  const row = (table: string, text: string | RegExp) =>
    page.getByRole('table', { name: table }).getByRole('row').filter({ hasText: text });
  const open = (path: string) => page.goto(`${test.url}${path}`);

  const look = (name: string) => lookAt(page, name, { isClosed: true });

  it('exports from a query, shows the file by the address of a mail, and removes it', async () => {
    await open('/exports');
    await page.getByRole('heading', { name: 'Nothing has been exported' }).waitFor();
    await button('New export').click();
    await page.getByLabel('Query').fill('nofield:x');
    await page.getByText('There is no field "nofield"').waitFor();
    await page.getByLabel('Query').fill('source:flow');
    await button('Start the export').click();
    await row('Exports', 'source:flow').getByText('Finished').waitFor();
    await look('exports');
    await page.getByRole('link', { name: 'source:flow' }).click();
    await page.waitForURL(/\/exports\/[\da-f-]{36}$/);
    await page.getByText(/(\d+) of \1 events/).waitFor();
    await look('export');
    await button('Remove the file').click();
    await dialog('Remove this file now?').getByRole('button', { name: 'Remove the file' }).click();
    await page.getByText('Expired').first().waitFor();
  }, 90_000);

  it('schedules an export, suspends, resumes and deletes it', async () => {
    await open('/exports');
    await page.getByRole('tab', { name: 'Scheduled' }).click();
    await page.getByRole('heading', { name: 'Nothing is exported by itself' }).waitFor();
    await button('New schedule').click();
    await page.getByLabel('Name').fill('For the auditor');
    await page.getByLabel('Query').fill('action:member.*');
    await page.getByLabel('How often').selectOption('monthly');
    await page.getByRole('combobox', { name: 'Mail a link to' }).click();
    await page.getByRole('option', { name: /olivia@example.com/ }).click();
    await page.keyboard.press('Escape');
    await button('Create the schedule').click();
    const schedule = row('Scheduled', 'For the auditor');
    await schedule.getByText('Every month on day 1').waitFor();
    await schedule.getByText('mails one person').waitFor();
    await look('schedules');
    await schedule.getByRole('button', { name: 'Suspend' }).click();
    await schedule.getByText('by hand').waitFor();
    await schedule.getByRole('button', { name: 'Resume' }).click();
    await schedule.getByRole('button', { name: 'Suspend' }).waitFor();
    await schedule.getByRole('button', { name: 'Delete' }).click();
    await dialog(/^Delete/)
      .getByRole('button', { name: 'Delete' })
      .click();
    await page.getByRole('heading', { name: 'Nothing is exported by itself' }).waitFor();
  }, 90_000);

  it('makes a rule, and works through the alert that it raises', async () => {
    await open('/alerts');
    await page.getByRole('tab', { name: 'Rules' }).click();
    await button('New rule').click();
    await page.getByLabel('Name').fill('Many views');
    await page.getByLabel('Query').fill('action:patient.viewed');
    await page.getByLabel('So many events').fill('3');
    await button('Try it on the last 30 days').click();
    await page.getByText('It would not have fired').waitFor();
    await button('Create the rule').click();
    await row('Rules', 'Many views').waitFor();
    await look('rules');
    await report(
      test,
      owner,
      [0, 1, 2].map((minute) => hostEvent(minute)),
    );
    await evaluate(test);
    await page.getByRole('tab', { name: 'Inbox' }).click();
    const alert = row('Alerts', 'Many views');
    await alert.getByText('Jane Doe').waitFor();
    await look('alerts');
    await alert.getByRole('link', { name: '3 events' }).click();
    await page.getByRole('navigation', { name: 'Pages of events' }).getByText('1–3 of 3').waitFor();
    await page.goBack();
    await alert.getByRole('button', { name: 'Take it in hand' }).click();
    await alert.waitFor({ state: 'detached' });
    await page.getByText('In hand', { exact: true }).click();
    await alert.getByRole('button', { name: 'Close…' }).click();
    await page.getByLabel('False alarm').check();
    await page.getByLabel('Note').fill('A drill');
    await button('Close the alert').click();
    await alert.waitFor({ state: 'detached' });
    await page.getByText('Closed', { exact: true }).click();
    await alert.getByText('“A drill”').waitFor();
  }, 90_000);

  it('switches a rule off, deletes it, and offers its template again', async () => {
    await open('/alerts');
    await page.getByRole('tab', { name: 'Rules' }).click();
    const rule = row('Rules', 'Off-hours activity');
    const toggle = rule.getByRole('switch');
    await rule.getByText('Off-hours activity').first().waitFor();
    expect(await toggle.isChecked()).toBe(true);
    await rule.locator('label').first().click();
    await until('the switch', async () => !(await toggle.isChecked()));
    await rule.getByRole('button', { name: 'Delete' }).click();
    await dialog(/^Delete/)
      .getByRole('button', { name: 'Delete' })
      .click();
    await rule.waitFor({ state: 'detached' });
    const templates = page.getByRole('region', { name: 'Templates that are not in use' });
    await templates.getByRole('button', { name: 'Use' }).click();
    await button('Create the rule').click();
    await rule.first().waitFor();
  }, 60_000);

  it('saves settings with what they were before', async () => {
    await open('/settings');
    await page.getByLabel('Legal name').fill('Acme Clinic Ltd');
    await page.getByText('Legal name: – → Acme Clinic Ltd').waitFor();
    await look('settings-profile');
    await page.getByRole('tab', { name: 'Security' }).click();
    await page.getByLabel('Minutes until an unused session ends').fill('30');
    await page.getByText('2 unsaved changes').waitFor();
    await look('settings-security');
    await button('Save changes').click();
    await page.getByText('2 unsaved changes').waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: 'Working hours' }).click();
    await page.getByRole('switch', { name: 'Monday' }).click();
    await page.getByText('Mon 07:00–19:00', { exact: true }).waitFor();
    await page.getByLabel('Day', { exact: true }).fill('2026-12-25');
    await page.getByLabel('Name of the holiday').fill('Christmas Day');
    await button('Add', true).click();
    await look('settings-hours');
    await button('Save changes').click();
    await page.getByText('2 unsaved changes').waitFor({ state: 'detached' });
    const { body } = await owner.client.get('/v1/organization').expect(200);
    expect(body).toMatchObject({
      legal_name: 'Acme Clinic Ltd',
      session_idle_minutes: 30,
      working_hours: { monday: { from: '07:00', to: '19:00' }, sunday: null },
      holidays: [{ date: '2026-12-25', name: 'Christmas Day' }],
    });
  }, 90_000);

  it('keeps every text of a consent', async () => {
    await open('/settings');
    await page.getByRole('tab', { name: 'Consents' }).click();
    await button('New consent').click();
    await page.getByRole('textbox', { name: 'Key' }).fill('session-recording');
    await page.getByLabel('Title').fill('Recording of sessions');
    await page.getByLabel('Text').fill('We record what you do.');
    await button('Save', true).click();
    await page.getByText('Recording of sessions').waitFor();
    await button('Edit', true).click();
    await page.getByLabel('Text').fill('We record what you do, for a year.');
    await button('Save', true).click();
    await button('Versions', true).click();
    await dialog('Versions').getByText('Version 2').waitFor();
    await dialog('Versions').getByText('We record what you do.', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await dialog('Versions').waitFor({ state: 'detached' });
    await look('settings-consents');
  }, 60_000);

  it('shows the own account, renames it, and ends another session', async () => {
    await signIn(test, owner.email);
    await open('/account');
    await button('Change your name').click();
    await page.getByLabel('Name', { exact: true }).fill('Olivia Ortega');
    await button('Save', true).click();
    await button('Account of Olivia Ortega').waitFor();
    await page.getByRole('table', { name: 'Where you are signed in' }).getByText('this one').waitFor();
    await look('account');
    const sessions = page.getByRole('table', { name: 'Where you are signed in' }).locator('tbody tr');
    const before = await sessions.count();
    expect(before).toBeGreaterThan(1);
    await sessions
      .filter({ hasNotText: 'this one' })
      .first()
      .getByRole('button', { name: 'Sign out' })
      .click();
    await until('the end of it', async () => (await sessions.count()) === before - 1);
    await page.getByRole('main').getByRole('link', { name: 'My activity' }).click();
    await page.getByRole('table').first().waitFor();
    await look('own-activity');
  }, 90_000);

  it('says to who may not see or change something who can grant it, and why', async () => {
    const auditor = await join(test, owner, 'aude@example.com', 'auditor');
    await enter(page, test, auditor);
    await open('/settings');
    await page.getByText('it takes the permission settings:manage').waitFor();
    expect(await page.getByLabel('Legal name').isDisabled()).toBe(true);
    const member = await join(test, owner, 'mia@example.com', 'member');
    await enter(page, test, member);
    await open('/exports');
    await page.getByRole('heading', { name: 'You may not see this' }).waitFor();
    await page.getByText('audit:export').first().waitFor();
    await look('no-access');
  }, 60_000);

  it('asks for a fresh proof before a file is downloaded, and counts the download', async () => {
    await enter(page, test, owner);
    await open('/exports');
    await button('New export').click();
    await button('Start the export').click();
    await row('Exports', 'All events').getByText('Finished').waitFor();
    test.clock.advance(6 * MINUTE_MS);
    await row('Exports', 'All events').getByRole('button', { name: 'Download' }).click();
    await freeStep(test, owner.accountId);
    const downloaded = page.waitForEvent('download');
    await dialog('Confirm that it is you')
      .getByRole('textbox')
      .first()
      .pressSequentially(currentCode(test, owner.accountId));
    expect((await downloaded).suggestedFilename()).toMatch(/\.zip$/);
    await row('Exports', 'All events').locator('[data-label="Downloads"]').getByText('1').waitFor();
  }, 60_000);

  it('changes the password, and the session goes on', async () => {
    await open('/account');
    await button('Change your password').click();
    await page.getByLabel('Current password').fill(PASSWORD);
    await page.getByLabel('New password').fill('another horse, another battery');
    await button('Save the password').click();
    await page.getByText(/^changed /).waitFor();
    await open('/exports');
    await row('Exports', 'All events').first().waitFor();
  }, 60_000);
});
