import type { Page } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/test-app';
import { openBrowser, type TestBrowser } from '../support/test-browser';
import { barriersOn, complaintsOf, enter, keepScreen, report } from '../support/test-console';
import { signUpOwner, type TestPerson } from '../support/test-people';

/** What wants to be more than text, or to be read as something else (A5, A8; issue 7, check 5). */
const TEXTS: Readonly<Record<string, string>> = {
  markup: '<img src=x onerror="document.title=1"><script>document.title=2</script>',
  address: 'javascript:document.title=3',
  turned: 'invoice\u202Egnp.exe\u202C and \u2066isolated\u2069',
  terminal: '\u001B[31mred\u001B[0m \u0007bell\u0008',
  widthless: 'pass\u200Bword\u200D \uFEFFend\u00AD',
  pictures: '👩‍👩‍👧‍👦🏳️‍🌈 الملف שלום می‌خواهم',
  stacked: `Z${'\u0310\u0337'.repeat(60)}algo`,
  long: 'w'.repeat(16_000),
};
const NAMES = Object.keys(TEXTS);

const nested = (depth: number): unknown =>
  depth === 0 ? 'bottom' : depth % 2 ? [nested(depth - 1)] : { in: nested(depth - 1) };

/** Every kind of JSON, large and small. */
const DETAILS = {
  empty: {},
  none: null,
  nothing: [],
  blank: '',
  truth: [true, false],
  large: 9_007_199_254_740_991,
  small: -1e-9,
  many: Array.from({ length: 500 }, (_, index) => index),
  deep: nested(8),
  ['<b>name</b>']: '</dd><h1>out</h1>',
  __proto: 'constructor',
};

const first = (text: string, letters: number): string => Array.from(text).slice(0, letters).join('');

function eventOf(name: string, index: number): object {
  const text = TEXTS[name] ?? '';
  return {
    occurred_at: new Date(Date.now() - (index + 1) * 60_000).toISOString(),
    source: 'hostile',
    action: `hostile.${name}`,
    operation: 'update',
    outcome: 'failure',
    outcome_reason: first(text, 200),
    summary: text,
    actor: { type: 'user', id: first(`${index}${text}`, 60), name: first(text, 100), role: first(text, 30) },
    resource: { type: 'thing', id: first(`${index} ${text}`, 100), name: first(text, 100) },
    changes: {
      before: { [first(text, 30)]: first(text, 2_000) },
      after: { [first(text, 30)]: 'clean', more: text },
    },
    details: { ...DETAILS, [first(text, 40)]: { said: text } },
    context: { user_agent: first(text, 300), session_id: first(text, 60) },
  };
}

describe('events that want to be more than text', () => {
  let test: TestApp;
  let owner: TestPerson;
  let browser: TestBrowser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    await report(test, owner, NAMES.map(eventOf));
    browser = await openBrowser(`${test.url}/healthz`);
    ({ page } = browser);
    page.setDefaultTimeout(15_000);
    await page.setViewportSize({ width: 1440, height: 900 });
    complaints = complaintsOf(page);
    await enter(page, test, owner);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await test.close();
  });
  afterEach(async () => {
    expect(complaints.splice(0)).toEqual([]);
    expect(await page.title()).toBe('Daybook');
    expect(await page.locator('#root img, #root script, #root a[href^="javascript"]').count()).toBe(0);
  });

  const rows = () => page.getByRole('table', { name: 'Events' }).locator('tbody tr');
  const drawer = () => page.getByRole('complementary', { name: 'Event' });
  const widthOf = (): Promise<number> => page.evaluate('document.documentElement.scrollWidth');
  const open = async (address: string): Promise<void> => {
    await page.goto(`${test.url}${address}`);
    await rows()
      .nth(NAMES.length - 1)
      .waitFor();
  };
  const ALL = '/audit-log?q=source:hostile&range=7d';

  it('stay one line each in the table, with what is hidden marked', async () => {
    await open(`${ALL}&cols=time,source,action,user,record,summary,status,role,session,details`);
    const heights: number[] = await rows().evaluateAll((found) =>
      found.map((row) => row.getBoundingClientRect().height),
    );
    expect(new Set(heights)).toEqual(new Set([heights[0]]));
    expect(await widthOf()).toBe(1_440);
    const shown = (name: string) =>
      rows()
        .filter({ hasText: `hostile.${name}` })
        .first();
    await shown('turned').getByText('U+202E').first().waitFor();
    await shown('terminal').getByText('U+001B').first().waitFor();
    await shown('widthless').getByText('U+200B').first().waitFor();
    expect(await shown('pictures').getByText('U+200D').count()).toBe(0);
    expect(await shown('markup').locator('[data-column="summary"]').textContent()).toBe(TEXTS.markup);
    expect(await barriersOn(page)).toEqual([]);
    await keepScreen(page, 'hostile-table');
  }, 60_000);

  it('stay text in every tab of the open event, and in its dialog', async () => {
    await open(ALL);
    for (const name of NAMES) {
      await rows()
        .filter({ hasText: `hostile.${name}` })
        .first()
        .locator('[data-event]')
        .click();
      await drawer().getByText(`hostile.${name}`).first().waitFor();
      for (const tab of ['Changes', 'Related', 'JSON', 'Overview']) {
        await drawer().getByRole('tab', { name: tab }).click();
        expect([name, tab, await widthOf()]).toEqual([name, tab, 1_440]);
        const over: number = await drawer().evaluate((element) => element.scrollWidth - element.clientWidth);
        expect([name, tab, over]).toEqual([name, tab, 0]);
      }
    }
    await drawer()
      .getByRole('link', { name: 'Show it in full' })
      .or(drawer().locator('a[href*="/audit-log/events/"]'))
      .first()
      .click();
    await page.getByRole('dialog').getByRole('tab', { name: 'JSON' }).click();
    expect(await widthOf()).toBe(1_440);
    await keepScreen(page, 'hostile-dialog');
  }, 90_000);

  it('stay text as facets, chips and completions', async () => {
    await open(ALL);
    const facets = page.getByRole('region', { name: 'Facets' });
    await facets.getByText('U+202E').first().waitFor();
    await facets.getByLabel(/^Only <img/).check();
    await page.waitForURL(/actor/);
    await page.getByRole('button', { name: /^Remove the filter actor:/ }).waitFor();
    expect(await widthOf()).toBe(1_440);
    const query = page.getByRole('combobox', { name: 'Query' });
    await query.pressSequentially('actor:invoice');
    await page.getByRole('option').filter({ hasText: 'U+202E' }).first().waitFor();
    await keepScreen(page, 'hostile-words');
  }, 60_000);

  it('stay text at 390 pixels', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${test.url}${ALL}`);
    await page
      .getByRole('list', { name: 'Events' })
      .getByRole('button')
      .nth(NAMES.length - 1)
      .waitFor();
    expect(await widthOf()).toBe(390);
    await page.getByRole('list', { name: 'Events' }).getByRole('button').first().click();
    await drawer().getByRole('heading', { level: 2 }).waitFor();
    expect(await widthOf()).toBe(390);
    await page.setViewportSize({ width: 1440, height: 900 });
  }, 60_000);
});
