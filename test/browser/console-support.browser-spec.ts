import { Secret } from 'otpauth';
import type { Page } from 'playwright-core';
import { Operators } from '../../src/modules/auth/auth.operators';
import { codeAt, stepOf } from '../../src/modules/auth/mfa/totp/totp-code';
import { startTestApp, type TestApp } from '../support/test-app';
import { openBrowser, type TestBrowser } from '../support/test-browser';
import {
  barriersOn,
  clinicDays,
  complaintsOf,
  enter,
  keepScreen,
  lookAt,
  report,
} from '../support/test-console';
import { currentCode, freeStep } from '../support/test-factors';
import { signIn, signUpOwner, type TestPerson } from '../support/test-people';
import { addOperator } from '../support/test-operators';
import { attend } from '../support/test-support';

const OTTO = 'otto@platform.example';
const MINUTE_MS = 60_000;

/** Two people with two browsers: an Owner of a clinic, and an operator of the platform. */
describe('support, from both sides of the desk, in the console', () => {
  let test: TestApp;
  let owner: TestPerson;
  let browsers: TestBrowser[];
  let clinic: Page;
  let desk: Page;
  let complaints: string[][];
  let request: string;
  let key: Buffer;

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    await report(test, owner, clinicDays(Date.now(), 60));
    browsers = [await openBrowser(`${test.url}/healthz`), await openBrowser(`${test.url}/healthz`)];
    [clinic, desk] = browsers.map(({ page }) => page) as [Page, Page];
    complaints = [clinic, desk].map(complaintsOf);
    for (const page of [clinic, desk]) {
      page.setDefaultTimeout(15_000);
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.emulateMedia({ reducedMotion: 'reduce' });
    }
    await enter(clinic, test, owner);
  }, 60_000);
  afterAll(async () => {
    for (const browser of browsers) await browser.close();
    await test.close();
  });
  afterEach(() => expect(complaints.map((each) => each.splice(0))).toEqual([[], []]));

  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
  const dialog = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name });
  const ottosCode = () => codeAt(key, stepOf(test.clock.now()));
  const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });

  const look = (page: Page, name: string) => lookAt(page, name, { isClosed: true });

  it('takes a request for a file, by keyboard alone (S3-15, S3-23)', async () => {
    await clinic.goto(`${test.url}/exports`);
    await clinic.getByRole('link', { name: 'Ask support for a file' }).waitFor();
    await clinic.keyboard.press('g');
    await clinic.keyboard.press('h');
    await heading(clinic, 'Nobody has asked for support').waitFor();
    await look(clinic, 'support-none');
    await button(clinic, 'New request').focus();
    await clinic.keyboard.press('Enter');
    await dialog(clinic, 'New request').waitFor();
    await clinic.getByRole('radio', { name: 'A question' }).focus();
    await clinic.keyboard.press('ArrowRight');
    await clinic.getByLabel('What were you trying to do?').fill('See who opened the chart of a patient');
    await clinic.getByLabel('Record concerned').selectOption('encounter');
    await clinic.getByLabel('Encounter ID').fill('E-4711');
    expect(await clinic.getByLabel('Workspace name').inputValue()).toBe('Acme Clinic');
    await clinic.getByLabel('From').fill('2026-01-01');
    await clinic.getByLabel('To, including that day').fill('2030-12-31');
    expect(await barriersOn(clinic)).toEqual([]);
    await keepScreen(clinic, 'support-new');
    await button(clinic, 'Send the request').focus();
    await clinic.keyboard.press('Enter');
    await heading(clinic, 'Support request SR-1').waitFor();
    request = new URL(clinic.url()).pathname.split('/').at(-1) ?? '';
    await clinic.getByText(/First answer due .*in 24 hours/).waitFor();
    await clinic.getByText(/File due/).waitFor();
    await look(clinic, 'support-request');
  }, 90_000);

  it('lets an operator in with a factor of their own, and shows them the desk alone', async () => {
    const { password } = await test.app.get(Operators).add(OTTO, 'Otto Operator');
    await desk.goto(`${test.url}/`);
    await desk.getByLabel('Email').fill(OTTO);
    await desk.getByLabel('Password', { exact: true }).fill(password ?? '');
    await button(desk, 'Continue').click();
    const shown = await desk.getByLabel('Key for typing').textContent();
    key = Buffer.from(Secret.fromBase32((shown ?? '').replaceAll(' ', '')).bytes);
    await desk.getByRole('textbox').first().pressSequentially(ottosCode());
    await heading(desk, 'Recovery codes').waitFor();
    await desk.getByLabel('I have saved them').check();
    await button(desk, 'Finish').click();
    await desk.getByRole('table', { name: 'Support desk' }).waitFor();
    expect(new URL(desk.url()).pathname).toBe('/desk');
    await look(desk, 'desk');
    const links = desk.getByRole('navigation', { name: 'Pages' }).getByRole('listitem');
    expect((await links.allTextContents()).map((text) => text.trim())).toEqual([
      'Support desk',
      'Help pages',
      'API documentation',
    ]);
    for (const path of ['/alerts', '/exports', `/support/${request}`, '/settings', '/integrity']) {
      await desk.goto(test.url + path);
      await heading(desk, 'Operators see only the desk').waitFor();
    }
  }, 90_000);

  it('lets the operator answer, propose an export and start it once an Owner has approved (S3-14 to S3-18)', async () => {
    await desk.goto(`${test.url}/desk`);
    await desk.getByRole('link', { name: 'SR-1' }).click();
    await desk.getByText('See who opened the chart of a patient').waitFor();
    await desk.getByLabel('Answer').fill('We prepare it today.');
    await button(desk, 'Send the answer').click();
    await desk.getByText('First answer given').waitFor();
    await button(desk, 'Propose an export').click();
    expect(await desk.getByLabel('From').inputValue()).toBe('2026-01-01');
    await desk.getByLabel('Why, for whoever approves').fill('To answer SR-1');
    await button(desk, 'Send the proposal').click();
    await desk.getByText('Waits for approval').waitFor();
    expect(await button(desk, 'Start the export').isDisabled()).toBe(true);
    await look(desk, 'desk-request');

    await button(clinic, 'Look for news').click();
    await clinic.getByText('We prepare it today.').waitFor();
    await clinic.getByText(/Without approval it lapses in 12 hours/).waitFor();
    await look(clinic, 'support-proposed');
    test.clock.advance(6 * MINUTE_MS);
    await button(clinic, 'Approve').click();
    const proof = dialog(clinic, 'Confirm that it is you');
    await proof
      .getByRole('textbox')
      .first()
      .pressSequentially(await currentCodeOf(owner));
    await clinic.getByText(/Support can start it until/).waitFor();

    await button(desk, 'Look for news').click();
    await button(desk, 'Start the export').click();
    await dialog(desk, 'Confirm that it is you').getByRole('textbox').first().pressSequentially(ottosCode());
    await desk.getByText('Released to the organization').waitFor();
    await attend(test);
    await button(desk, 'Look for news').click();
    await desk.getByText('File delivered').waitFor();
    await keepScreen(desk, 'desk-released');
  }, 120_000);

  it('hands the file to the organization alone, and hears whether it helped', async () => {
    await button(clinic, 'Look for news').click();
    const waiting = clinic.waitForEvent('download');
    await button(clinic, 'Download').click();
    expect((await waiting).suggestedFilename()).toMatch(/\.zip$/);
    await clinic.getByLabel('What should support know?').fill('All there');
    await button(clinic, 'Yes').click();
    await clinic.getByText('It helped, says Olivia Owner.').waitFor();
    await clinic.getByText('Closed', { exact: true }).waitFor();
    await button(clinic, 'Open it again').click();
    await button(clinic, 'Close the request').waitFor();
    await clinic.goto(`${test.url}/support`);
    await clinic
      .getByRole('table', { name: 'Support requests' })
      .getByText('Delivered', { exact: true })
      .waitFor();
    await clinic.goto(`${test.url}/support/${owner.accountId}`);
    await heading(clinic, 'There is no such support request').waitFor();
  }, 60_000);

  it('shows both sides the same promise once it is broken (S2-25)', async () => {
    owner = await signIn(test, owner.email);
    await owner.client.post('/v1/support-requests', { kind: 'question', trying_to: 'Find out' }).expect(201);
    test.clock.advance(25 * 60 * MINUTE_MS);
    owner = await signIn(test, owner.email);
    await enter(clinic, test, owner);
    await enter(desk, test, await addOperator(test, 'nina@platform.example', 'Nina'));
    await clinic.goto(`${test.url}/support`);
    await desk.goto(`${test.url}/desk`);
    for (const page of [clinic, desk]) {
      const row = page.getByRole('row').filter({ hasText: 'SR-2' });
      await row.getByText(/First answer overdue since/).waitFor();
    }
    await keepScreen(desk, 'desk-overdue');
  }, 60_000);

  it('tells a member of a clinic why the desk is not theirs', async () => {
    await clinic.goto(`${test.url}/desk`);
    await heading(clinic, 'The desk is for the operators of the platform').waitFor();
    await look(clinic, 'desk-not-yours');
  }, 60_000);

  const currentCodeOf = async (person: TestPerson): Promise<string> => {
    await freeStep(test, person.accountId);
    return currentCode(test, person.accountId);
  };
});
