import { startTestApp, type TestApp } from '../support/test-app';
import { openBrowser, type TestBrowser } from '../support/test-browser';
import { barriersOn, clinicDays, complaintsOf, enter, keepScreen, report } from '../support/test-console';
import { signUpOwner } from '../support/test-people';

describe('look', () => {
  let test: TestApp;
  let browser: TestBrowser;
  beforeAll(async () => {
    test = await startTestApp();
    const owner = await signUpOwner(test);
    await report(test, owner, clinicDays(Date.now(), 300));
    browser = await openBrowser(`${test.url}/healthz`);
    await enter(browser.page, test, owner);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await test.close();
  });
  it('shows', async () => {
    const { page } = browser;
    const complaints = complaintsOf(page);
    await page.setViewportSize({ width: 1600, height: 1000 });
    await page.goto(`${test.url}/`);
    await page
      .getByRole('table')
      .waitFor({ timeout: 8000 })
      .catch(() => undefined);
    await page.waitForTimeout(500);
    await keepScreen(page, 'log-light');
    console.log(JSON.stringify(complaints, null, 1), page.url());
    console.log((await barriersOn(page)).join('\n'));
    await page.locator('tbody tr').nth(2).click();
    await page.waitForTimeout(500);
    await keepScreen(page, 'log-drawer');
    console.log((await barriersOn(page)).join('\n'));
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.getByRole('combobox', { name: 'Query' }).fill('act');
    await page.waitForTimeout(600);
    await keepScreen(page, 'log-dark');
    console.log((await barriersOn(page)).join('\n'));
    await page.getByRole('combobox', { name: 'Query' }).fill('');
    await page.keyboard.press('Escape');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${test.url}/audit-log?q=source:security -result:failure&range=30d`);
    await page.waitForTimeout(1000);
    await keepScreen(page, 'log-narrow');
    console.log(await page.evaluate('document.documentElement.scrollWidth'));
    console.log((await barriersOn(page)).join('\n'));
    console.log(JSON.stringify(complaints, null, 1), page.url());
  }, 60_000);
});
