import type { Page } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/test-app';
import { openBrowser, type TestBrowser } from '../support/test-browser';
import { clinicDays, complaintsOf, enter, lookAt, report } from '../support/test-console';
import { join, signIn, signUpOwner, type TestPerson } from '../support/test-people';
import { until } from '../support/until';

/** What is made to go before its day: events, people, the organization; each by two people. */
describe('erasures and leaving in the console', () => {
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
    const hold = { name: 'Case 2026-118', reason: 'Doe against Acme Clinic', query: { q: 'source:ai' } };
    await owner.client.post('/v1/legal-holds', hold).expect(201);
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
  const row = (table: string, text: string | RegExp) =>
    page.getByRole('table', { name: table }).getByRole('row').filter({ hasText: text });
  const open = (path: string) => page.goto(`${test.url}${path}`);

  const look = (name: string) => lookAt(page, name);

  it('refuses to erase what a hold protects, and erases the rest only when its number is typed', async () => {
    await open('/retention?tab=erasures');
    await page.getByRole('heading', { name: 'Nothing was ever erased' }).waitFor();
    await button('Erase events…').click();
    await page.getByLabel('Which events').fill('source:ai');
    await page.keyboard.press('Enter');
    await page.getByText('This cannot be erased as it is').waitFor();
    await page.getByText(/21 events are under legal hold \(“Case 2026-118”\)/).waitFor();
    await page.keyboard.press('Escape');
    await button('Erase events…').click();
    await page.getByLabel('Which events').fill('source:recall');
    await page.keyboard.press('Enter');
    await page.getByLabel('Reason').fill('imported twice by mistake');
    await page.getByLabel(/^Type the number of events/).fill('19');
    await page.getByText('That is not 20.').waitFor();
    await page.getByLabel(/^Type the number of events/).fill('20');
    await look('erase');
    await button('Ask for the erasure').click();
    await page
      .getByText(/Somebody else has to agree by/)
      .first()
      .waitFor();
    await button('Done').click();
    await row('Events', 'imported twice by mistake').getByText('Needs a second person').waitFor();
  }, 60_000);

  it('shows the tombstone as one in the list, in the drawer and in the list of erasures', async () => {
    const list = () => second.client.get('/v1/erasures').expect(200);
    const { id } = (await list()).body.data[0] as { id: string };
    await second.client.put(`/v1/erasures/${id}/approval`).expect(200);
    await until('erased', async () => (await list()).body.data[0].state === 'done');
    await page.reload();
    await row('Events', 'imported twice by mistake').getByText('20 of 20 erased').waitFor();
    await look('erasures');
    await open('/audit-log?q=source:recall&range=30d');
    await row('Events', 'recall.sent').first().getByText('Erased', { exact: true }).waitFor();
    await row('Events', 'recall.sent')
      .first()
      .click({ position: { x: 70, y: 12 } });
    await page.getByText(/^Erased on .*: who, from where, to what, what changed/).waitFor();
    await look('tombstone');
    await page.getByRole('link', { name: 'The erasure' }).click();
    await page
      .getByText(/erased the actor, context, target, content of 20 events|20 events/)
      .first()
      .waitFor();
  }, 60_000);

  it('says in the open event which holds keep it', async () => {
    await open('/audit-log?q=source:ai&range=30d');
    await row('Events', 'ai.summary_generated')
      .first()
      .click({ position: { x: 70, y: 12 } });
    await page.getByRole('link', { name: 'Case 2026-118' }).waitFor();
  });

  it('finds a person before they are erased', async () => {
    await open('/retention?tab=erasures');
    await page.getByText('People', { exact: true }).click();
    await button('Erase a person…').click();
    await page.getByLabel('E-mail address').fill('priya@acme.example');
    await button('Find the person').click();
    await page.getByText(/The person acted in \d+ of them/).waitFor();
    await page.getByRole('cell', { name: 'Priya Nair' }).waitFor();
    await look('erase-person');
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'Purges' }).click();
    await page.getByRole('heading', { name: 'Within the next 30 days' }).waitFor();
    await page.getByRole('heading', { name: 'Nothing was ever purged' }).waitFor();
    await look('purges');
  }, 90_000);

  it('deletes the organization only by its name, by two and in thirty days, and can be stopped', async () => {
    await open('/settings?tab=leaving');
    await button('Delete the organization…').click();
    await page.getByLabel(/^Type the name/).fill('Acme');
    await page.getByText('That is not Acme Clinic.').waitFor();
    await page.getByLabel(/^Type the name/).fill('Acme Clinic');
    await page.getByLabel('Reason').fill('We move to another product');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText(/A legal hold is in force in this organization/).waitFor();
    await page.keyboard.press('Escape');
    await test.superuser.query(
      `UPDATE legal_holds SET released_at = now(), released_by = '{}', release_reason = 'over'`,
    );
    await button('Delete the organization…').click();
    await page.getByLabel(/^Type the name/).fill('Acme Clinic');
    await page.getByLabel('Reason').fill('We move to another product');
    await button('Ask for the deletion').click();
    await page.getByText('Needs a second person').waitFor();
    await look('leaving');
    await button('Withdraw').click();
    await button('Delete the organization…').waitFor();
    await button('Export everything').click();
    await page.getByRole('link', { name: 'Show its progress' }).click();
    await page.waitForURL(/\/exports\/[\da-f-]{36}$/);
  }, 60_000);
});
