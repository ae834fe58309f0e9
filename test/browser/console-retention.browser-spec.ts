import type { Page } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/test-app';
import { openBrowser, type TestBrowser } from '../support/test-browser';
import { clinicDays, complaintsOf, enter, lookAt, report } from '../support/test-console';
import { join, signIn, signUpOwner, type TestPerson } from '../support/test-people';

/** How long events are kept, what keeps them longer, and what is made to go: by two people, each in turn. */
describe('retention, holds and erasures in the console', () => {
  let test: TestApp;
  let owner: TestPerson;
  let second: TestPerson;
  let browser: TestBrowser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    second = await join(test, owner, 'omar@example.com', 'owner', 'Omar Reyes');
    owner = await signIn(test, owner.email);
    await report(test, owner, clinicDays(Date.now(), 120));
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

  it('shows what a shorter policy would do before it is asked for, and lets nobody agree alone', async () => {
    await open('/audit-log');
    await page.getByRole('table').first().waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await page.getByRole('heading', { name: 'What the policy does next' }).waitFor();
    await look('retention-policy');
    await page.getByLabel('Keep All events').selectOption({ label: '30 days' });
    await page.getByRole('heading', { name: 'What would happen' }).waitFor();
    await page.getByText('Everything else: for ever → 30 days').waitFor();
    await page.getByRole('link', { name: /^of \d+ events$/ }).waitFor();
    await page.getByPlaceholder('security').fill('security');
    await button('Add', true).click();
    await page.getByLabel('Keep Security').selectOption({ label: '1 year' });
    await page.getByText('2 unsaved changes').waitFor();
    await button('Ask for this change…').and(page.locator(':enabled')).click();
    await dialog('Ask for a weaker policy').getByLabel('Reason').fill('Our lawyers say thirty days');
    await button('Ask for this change', true).click();
    await page.getByRole('heading', { name: 'A change waits' }).waitFor();
    expect(await button('Approve (not your own request)').isDisabled()).toBe(true);
    await look('retention-pending');
  }, 120_000);

  it('places a hold that says how much it protects, and asks for its release', async () => {
    await open('/retention');
    await page.getByRole('tab', { name: 'Legal holds' }).click();
    await page.waitForURL(/tab=holds/);
    await page.getByRole('heading', { name: 'No hold is in force' }).waitFor();
    await button('Place a hold').click();
    await page.getByLabel('Name').fill('Case 2026-118');
    await page.getByLabel('Reason').fill('Doe against Acme Clinic');
    await page.getByLabel('What it protects').fill('source:ai');
    await page.getByText('Protects 21 events that are in the log now').waitFor();
    await look('hold-place');
    await dialog('Place a legal hold').getByRole('button', { name: 'Place a hold' }).click();
    const hold = row('In force', 'Case 2026-118');
    await hold.getByRole('link', { name: '21', exact: true }).waitFor();
    await hold.getByRole('button', { name: 'Release Case 2026-118' }).click();
    await page.getByLabel('Reason').fill('The case is settled');
    await button('Ask for its release').click();
    await page.getByText('Olivia Owner asks to release it: The case is settled').waitFor();
    await look('holds');
  }, 90_000);

  it('lets somebody else agree or refuse, by keyboard, in one place', async () => {
    await enter(page, test, second);
    await open('/retention');
    await page.getByText('2 requests wait for your approval.').waitFor();
    await page.getByRole('link', { name: 'All approvals' }).first().click();
    await page.getByRole('heading', { name: 'Waiting for your approval' }).waitFor();
    await look('approvals');
    const item = (text: RegExp) => page.getByRole('listitem').filter({ hasText: text });
    await item(/The case is settled/)
      .getByRole('button', { name: 'Approve' })
      .press('Enter');
    await item(/The case is settled/)
      .getByText('Done')
      .waitFor();
    await item(/thirty days/)
      .getByRole('button', { name: 'Refuse' })
      .press('Enter');
    await item(/thirty days/)
      .getByText('Refused')
      .waitFor();
    await open('/retention?tab=holds');
    await page.getByText('Released', { exact: true }).click();
    await page.getByText('Olivia Owner asked, Omar Reyes agreed').waitFor();
  }, 90_000);
});
