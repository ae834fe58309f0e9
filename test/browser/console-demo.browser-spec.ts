import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { readConfig } from '../../config/env';
import { digest, stageSettings } from '../../src/demo/demo';
import { DemoClock } from '../../src/demo/fill/demo-clock';
import { makeDemo } from '../../src/demo/fill/make-demo';
import { DEMO_AUDITOR } from '../../src/modules/auth/auth.demo';
import { VerifierProgram } from '../../src/modules/exports/http/verifier-program';
import { Clock } from '../../src/platform/clock/clock';
import { startTestApp, type TestApp } from '../support/test-app';
import { openBrowser, type TestBrowser } from '../support/test-browser';
import { barriersOn, complaintsOf, keepScreen } from '../support/test-console';
import { createTestDatabase, type TestDatabase } from '../support/test-database';
import { buildVerifier, runVerifier } from '../support/verifier-file';

const DAYS = 21;

/** Tells a demo in a process of its own, as `npm start -- --demo` does before it listens. */
async function fill(database: TestDatabase): Promise<void> {
  const clock = new DemoClock(new Date(0));
  const overrides = [{ token: Clock, value: clock }];
  const test = await startTestApp({ database, overrides, settings: stageSettings(readConfig({})) });
  const secrets = { authenticators: {}, apiKeys: {} };
  const stage = { app: test.app, url: test.url, settings: test.settings, clock, secrets };
  const stopping = new AbortController().signal;
  await makeDemo(stage, { now: new Date(), days: DAYS, stopping, told: () => undefined });
  await digest(stage, stopping);
  await test.close();
}

/** Check 1 of issue 7: somebody who has never seen Daybook, and reads no documentation. */
describe('the first ten minutes with the demo', () => {
  let database: TestDatabase;
  let test: TestApp;
  let browser: TestBrowser;
  let page: Page;
  let complaints: string[];
  let directory: string;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'daybook-test-'));
    const program = new VerifierProgram(await buildVerifier(directory));
    database = await createTestDatabase();
    await fill(database);
    test = await startTestApp({ database, overrides: [{ token: VerifierProgram, value: program }] });
    browser = await openBrowser(`${test.url}/healthz`);
    ({ page } = browser);
    page.setDefaultTimeout(30_000);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    complaints = complaintsOf(page);
  }, 300_000);
  afterAll(async () => {
    await browser.close();
    await test.close();
    await database.drop();
    rmSync(directory, { recursive: true });
  });
  afterEach(() => expect(complaints.splice(0)).toEqual([]));

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const alert = (rule: string) =>
    page
      .getByRole('table', { name: 'Alerts' })
      .getByRole('row')
      .filter({ hasText: rule })
      .filter({ hasText: 'Marcus Bell' });
  const drawer = () => page.getByRole('complementary', { name: 'Event' });

  it('begin with the Auditor, whom the page offers, and say that nothing is real', async () => {
    await page.goto(test.url);
    await page.getByText('nobody and nothing in it is real').waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await button(`Fill in ${DEMO_AUDITOR}`).click();
    await button('Continue').click();
    await page.getByRole('table').first().waitFor();
    await page.getByText('Demo data', { exact: true }).waitFor();
    await keepScreen(page, 'demo-log');
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.setViewportSize({ width: 1440, height: 900 });
  }, 120_000);

  it('find the night by its alerts, and what was changed in it', async () => {
    await page.getByRole('link', { name: 'Alerts' }).first().click();
    await alert('Many failed sign-ins').getByText('High').waitFor();
    await alert('Off-hours activity').scrollIntoViewIfNeeded();
    await keepScreen(page, 'demo-alerts');
    await alert('Off-hours activity').getByRole('link', { name: '154 events' }).click();
    await page.getByRole('navigation', { name: 'Pages of events' }).getByText('of 154').waitFor();
    await page.getByRole('row').filter({ hasText: 'changed where refunds of' }).first().click();
    await drawer()
      .getByRole('tab', { name: /Changes/ })
      .click();
    await drawer().getByText('Lakeside Bank, ending 2291').waitFor();
    await drawer().getByText('Quickpay, ending 7740').waitFor();
    await keepScreen(page, 'demo-changes');
    await drawer().getByRole('tab', { name: 'Proof' }).click();
    await drawer().getByText('Present and unchanged').waitFor();
    await keepScreen(page, 'demo-proof');
  }, 120_000);

  it('take the evidence along, which anybody can check: here, and with one file and Node', async () => {
    await page.keyboard.press('Escape');
    await button('Export').first().click();
    await page.getByText('JSON Lines, exact').click();
    await button('Start the export').click();
    await page.goto(`${test.url}/exports`);
    const row = page
      .getByRole('table', { name: 'Exports' })
      .getByRole('row')
      .filter({ hasText: 'flag:off_hours' });
    await row.getByText('154 of 154').waitFor();
    const download = page.waitForEvent('download');
    await row.getByRole('button', { name: 'Download' }).click();
    const path = join(directory, 'evidence.zip');
    await (await download).saveAs(path);
    const { code, output } = await runVerifier(directory, 'evidence.zip');
    expect([code, output]).toEqual([0, expect.stringMatching(/154 events of this file/)]);
    await page.getByRole('link', { name: 'Integrity' }).click();
    const chooser = page.waitForEvent('filechooser');
    await button('Choose a file').click();
    await (await chooser).setFiles(path);
    await page.getByText('evidence.zip: nothing is wrong').waitFor();
    await keepScreen(page, 'demo-verified');
  }, 120_000);
});
