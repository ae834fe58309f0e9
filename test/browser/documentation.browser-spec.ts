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
    // Only what is in sight is drawn.
    const seen = new Set<string>();
    for (let n = 0; n < 150 && seen.size <= 100; n++) {
      for (const path of await browser.page.locator('.opblock-summary').allTextContents()) seen.add(path);
      await browser.page.mouse.wheel(0, 600);
      await browser.page.waitForTimeout(50);
    }
    expect(seen.size).toBeGreaterThan(100);
    expect(complaints).toEqual([]);
  }, 60_000);
});
