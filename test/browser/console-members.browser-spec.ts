import type { Page } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/test-app';
import { openBrowser, type TestBrowser } from '../support/test-browser';
import { complaintsOf, enter, lookAt } from '../support/test-console';
import { join, memberIdOf, signUpOwner, type TestPerson } from '../support/test-people';

/** Each step goes on where the one before ended. */
describe('members and access in the console', () => {
  let test: TestApp;
  let owner: TestPerson;
  let admin: TestPerson;
  let browser: TestBrowser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    admin = await join(test, owner, 'adam@example.com', 'admin', 'Adam Admin');
    await join(test, owner, 'mia@example.com', 'member', 'Mia Member');
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

  const look = (name: string) => lookAt(page, name);

  it('invites a list of people by the keyboard, and says what is wrong line by line', async () => {
    await open('/audit-log');
    await page.getByRole('heading', { name: 'Audit log' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('m');
    await row('Members', 'Mia Member').waitFor();
    await button('Invite members').focus();
    await page.keyboard.press('Enter');
    await dialog('Invite members').waitFor();
    await page.getByLabel('Email addresses').focus();
    await page.keyboard.type('Lena Fox <lena@example.com>\nnobody\nmia@example.com\nLENA@example.com');
    await page.getByText('Line 2').waitFor();
    await page.getByText('is there already, and sent once').waitFor();
    await look('members-invite');
    await page.getByLabel('Email addresses').fill('lena@example.com\nmia@example.com');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('One invitation is on its way.').waitFor();
    await page.getByText('Somebody with this address is a member already.').waitFor();
    await page.keyboard.press('Escape');
    await dialog('Invite members').waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: 'Invitations' }).click();
    const lena = row('Invitations', 'lena@example.com');
    await lena.getByText('in 7 days').waitFor();
    await look('invitations');
    await lena.getByRole('button', { name: 'Revoke' }).click();
    await dialog(/^Revoke/)
      .getByRole('button', { name: 'Revoke' })
      .click();
    await lena.waitFor({ state: 'detached' });
  }, 90_000);

  it('makes a role of its own from another, and gives it with what it changes', async () => {
    await open('/members?tab=roles');
    await button('Copy the role Auditor').click();
    await page.getByLabel('Name', { exact: true }).fill('Records clerk');
    await page.getByRole('checkbox', { name: "See people's activity" }).uncheck();
    await look('role-dialog');
    await button('Create the role').click();
    await row('Roles', 'Records clerk').getByText('3 permissions').waitFor();
    await look('roles');
    await page.getByRole('tab', { name: 'Members' }).click();
    await button('Change the role of Mia Member').click();
    await dialog('Role of Mia Member').getByLabel('Role').selectOption({ label: 'Records clerk' });
    await dialog('Role of Mia Member').getByText('Export events').waitFor();
    await look('role-change');
    await button('Give this role').click();
    await row('Members', 'Mia Member').getByText('Records clerk').waitFor();
    await page.getByRole('tab', { name: 'Roles' }).click();
    await row('Roles', 'Records clerk').getByRole('button', { name: 'Delete' }).click();
    await dialog(/^Delete/)
      .getByRole('button', { name: 'Delete' })
      .click();
    await page.getByText('is in use by Mia Member').waitFor();
    await page.keyboard.press('Escape');
  }, 90_000);

  it('makes a team and its lead, and shows them with the member', async () => {
    await open('/members?tab=teams');
    await page.getByRole('heading', { name: 'There is no team yet' }).waitFor();
    await button('New team').click();
    await page.getByLabel('Name of the team').fill('Ward A');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Ward A' }).click();
    await page.getByRole('combobox', { name: /Name or email/ }).fill('mia');
    await page.getByRole('option', { name: /mia@example.com/ }).click();
    await button('Add to the team').click();
    await button('Make Mia Member lead').click();
    await row('People of the team', 'Mia Member').getByText('Lead', { exact: true }).waitFor();
    await look('team-people');
    await page.getByRole('link', { name: 'All teams' }).click();
    await row('Teams', 'Ward A').waitFor();
    await look('teams');
    await page.getByRole('tab', { name: 'Members' }).click();
    await row('Members', 'Mia Member').getByRole('link', { name: 'Ward A (lead)' }).waitFor();
  }, 90_000);

  it('finds members, asks that factors be reset, calls it off, and takes the review home', async () => {
    await test.superuser.query(
      `UPDATE members SET last_signed_in_at = now() - interval '100 days' WHERE id = $1`,
      [await memberIdOf(owner, 'mia@example.com')],
    );
    await open('/members');
    await row('Members', 'Mia Member').getByText('Dormant').waitFor();
    await button('More about Adam Admin').click();
    await page.getByRole('menuitem', { name: 'Reset their second factors…' }).click();
    await button('Reset in 24 hours').click();
    await row('Members', 'Adam Admin').getByText('Factors reset').waitFor();
    await look('members');
    await button('More about Adam Admin').click();
    await page.getByRole('menuitem', { name: /Cancel the reset/ }).click();
    await button('Cancel the reset').click();
    await row('Members', 'Adam Admin').getByText('Factors reset').waitFor({ state: 'detached' });
    await page.getByLabel('MFA').selectOption('none');
    await page.waitForURL(/mfa=none/);
    await row('Members', 'Adam Admin').waitFor({ state: 'detached' });
    await page.getByRole('searchbox').fill('zzz');
    await page.getByRole('heading', { name: 'Nobody like that' }).waitFor();
    await open('/members?state=dormant');
    await row('Members', 'Mia Member').waitFor();
    await row('Members', 'Adam Admin').waitFor({ state: 'detached' });
    const downloaded = page.waitForEvent('download');
    await button('Access review (CSV)').click();
    expect((await downloaded).suggestedFilename()).toMatch(/^access-review-.*\.csv$/);
  }, 90_000);

  it('tells an Admin why they cannot touch an Owner, removes a member, and lets them leave', async () => {
    await enter(page, test, admin);
    await open('/members');
    const change = button('Change the role of Olivia Owner');
    await change.waitFor();
    expect([await change.isDisabled(), await change.getAttribute('title')]).toEqual([
      true,
      'Only an Owner makes or unmakes Owners.',
    ]);
    await button('More about Mia Member').click();
    await page.getByRole('menuitem', { name: 'Remove from the organization…' }).click();
    await dialog('Remove Mia Member?').getByRole('button', { name: 'Remove' }).click();
    await row('Members', 'Mia Member').waitFor({ state: 'detached' });
    await button('Leave…').click();
    await dialog('Leave Acme Clinic?').getByRole('button', { name: 'Leave…' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await admin.client.get('/v1/session').expect(401);
  }, 60_000);
});
