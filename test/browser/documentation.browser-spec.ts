import { startTestApp, type TestApp } from '../support/test-app';
import { openBrowser, type TestBrowser } from '../support/test-browser';

describe('the documentation', () => {
  let test: TestApp;
  let browser: TestBrowser;

  beforeAll(async () => {
    test = await startTestApp();
    browser = await openBrowser(`${test.url}/healthz`);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await test.close();
  });

  it('shows every route, and its own policy blocks nothing of it', async () => {
    const complaints: string[] = [];
    browser.page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await browser.page.goto(`${test.url}/docs`);
    await browser.page.getByText('/v1/events', { exact: true }).first().waitFor();
    // They are drawn one after another.
    await browser.page.locator('.opblock').nth(100).waitFor();
    expect(complaints).toEqual([]);
  });
});
