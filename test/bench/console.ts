import { openBrowser, type TestBrowser } from '../support/test-browser';
import type { Bench } from './bench-context';
import { busiest, FILTERS_MS, FIRST_ROWS_MS, inPage, TASK_MS, WATCH, type Blocked } from './console-page';
import { within, type Figure } from './figure';
import { median, quantile } from './statistics';

const COLD_RUNS = 7;
const WORDS = ['zyzzyva', 'rescheduled', 'appointment nova', 'invoice garcia', 'wrote note'];

/** What a person waits for at the audit log, in a real Chromium beside the server on the same cores (issue 7, check 3). */
export async function consolePages(bench: Bench): Promise<Figure[]> {
  const cold: number[] = [];
  for (let run = 0; run < COLD_RUNS; run++) cold.push(await inBrowser(bench, firstRows));
  return [coldFigure(cold), ...(await inBrowser(bench, usage))];
}

/** A browser with an empty cache, signed in, on a page of the site that is not the console. */
async function inBrowser<T>(
  { server, access }: Bench,
  work: (browser: TestBrowser, origin: string) => Promise<T>,
): Promise<T> {
  const origin = `http://localhost:${server.port}`;
  const browser = await openBrowser(`${origin}/healthz`);
  try {
    const cookie = { name: 'daybook', value: access.session, url: origin, httpOnly: true, sameSite: 'Lax' };
    await browser.page.context().addCookies([cookie as never]);
    await browser.page.setViewportSize({ width: 1_440, height: 900 });
    await browser.page.addInitScript(`${WATCH} ${inPage.seen}`);
    return await work(browser, origin);
  } finally {
    await browser.close();
  }
}

/** From a click on a link to the log until its rows are painted. */
async function firstRows({ page }: TestBrowser, origin: string): Promise<number> {
  await page.evaluate(inPage.link(`${origin}/audit-log?range=7d`));
  const start = Date.now();
  await Promise.all([page.waitForURL('**/audit-log**', { waitUntil: 'commit' }), page.click('a')]);
  await page.evaluate(inPage.until('window.firstRowsAt > 0'));
  return (await page.evaluate<number>('window.firstRowsAt')) - start;
}

function coldFigure(cold: readonly number[]): Figure {
  return within(FIRST_ROWS_MS, {
    name: 'console, click on a cold page to first rows',
    unit: 'ms',
    limit: null,
    ours: quantile(cold, 0.95),
    note: `the slowest of ${cold.length}; median ${median(cold).toFixed(0)} ms`,
  });
}

async function usage(browser: TestBrowser, origin: string): Promise<Figure[]> {
  const { page } = browser;
  await page.goto(`${origin}/audit-log?range=7d`);
  await page.evaluate(inPage.until(inPage.facetsShown));
  const filters = await filterChanges(browser);
  const typed = await typing(browser);
  await page.goto(`${origin}/audit-log?range=90d&limit=200`);
  await page.evaluate(inPage.until(inPage.facetsShown));
  return [...filters, typed, await scrolling(browser), await stepping(browser)];
}

/** A tick at a source, each for the first time, until all rows are of it. */
async function filterChanges({ page }: TestBrowser): Promise<Figure[]> {
  const names = await page.evaluate<string[]>(inPage.sources);
  const [all, server]: [number[], number[]] = [[], []];
  for (const name of names) {
    await page.evaluate('window.expectRows(null)');
    await page.evaluate(`window.expectRows(${JSON.stringify(name)})`);
    await page.getByLabel(`Only ${name}`).check();
    await page.evaluate(inPage.until('window.changedIn !== undefined'));
    all.push(await page.evaluate<number>('window.changedIn'));
    server.push(await page.evaluate<number>(inPage.lastList));
    await page.getByLabel(`Only ${name}`).uncheck();
    await page.waitForTimeout(400);
  }
  const note = `the slowest of ${all.length}; median ${median(all).toFixed(0)} ms, of which the list ${median(server).toFixed(0)} ms`;
  return [
    within(FILTERS_MS, {
      name: 'console, filter change to new rows',
      unit: 'ms',
      limit: null,
      ours: Math.max(...all),
      note,
    }),
  ];
}

/** Words and a filter at the pace of a quick typist, with all that is asked and drawn meanwhile. */
const typing = (browser: TestBrowser): Promise<Figure> =>
  blocking(browser, 'typing', async ({ page }) => {
    for (const words of WORDS) {
      await page.getByRole('combobox', { name: 'Query' }).pressSequentially(words, { delay: 70 });
      await page.waitForTimeout(700);
      await page.getByRole('combobox', { name: 'Query' }).fill('');
      await page.waitForTimeout(500);
    }
  });

/** Through 200 rows by the wheel. */
const scrolling = (browser: TestBrowser): Promise<Figure> =>
  blocking(browser, 'scrolling 200 rows', async ({ page }) => {
    await page.mouse.move(800, 600);
    for (let turn = 0; turn < 60; turn++) {
      await page.mouse.wheel(0, turn % 30 < 20 ? 300 : -300);
      await page.waitForTimeout(30);
    }
  });

/** From row to row, and through the open events of 200. */
const stepping = (browser: TestBrowser): Promise<Figure> =>
  blocking(browser, 'stepping through 200 rows', async ({ page }) => {
    for (let turn = 0; turn < 10; turn++) await page.keyboard.press('j', { delay: 60 });
    await page.keyboard.press('Enter');
    for (let turn = 0; turn < 10; turn++) await page.keyboard.press('j', { delay: 150 });
  });

/** As the browser itself counts long tasks, and how much of the longest one was its own work. */
async function blocking(
  browser: TestBrowser,
  what: string,
  work: (browser: TestBrowser) => Promise<unknown>,
): Promise<Figure> {
  const { page, devtools } = browser;
  await page.evaluate('window.scrollTo(0, 0)');
  await page.waitForTimeout(1_000);
  await page.evaluate('window.forget()');
  const own = await busiest(devtools, () => work(browser));
  const { longest, tasks, slowestEvent } = await page.evaluate<Blocked>('window.blocked()');
  return within(TASK_MS, {
    name: `console, ${what}, longest task`,
    unit: 'ms',
    limit: null,
    ours: longest,
    note: `${tasks} over 50 ms; processor time of the longest ${own.toFixed(0)} ms; from key or wheel to the next picture at most ${slowestEvent} ms`,
  });
}
