import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { mintTestKey } from './test-api-key';
import type { TestApp } from './test-app';
import type { TestPerson } from './test-people';

const SCREENS = join(__dirname, '../../coverage/screens');
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Half faded in, everything lacks contrast: until nothing moves any more, but for what never stops. */
const STILL = `(async () => {
  for (let round = 0; round < 3; round++) {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const ending = document.getAnimations().filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity);
    await Promise.all(ending.map(({ finished }) => finished.catch(() => undefined)));
  }
})()`;

/** A person's session, as the browser has it. */
export async function enter(page: Page, { url }: Pick<TestApp, 'url'>, { token }: TestPerson): Promise<void> {
  await page.context().clearCookies();
  await page.context().addCookies([{ name: 'daybook', value: token, url, httpOnly: true, sameSite: 'Lax' }]);
}

/** What the page complains of: its policy, its errors. Requests that the API refuses are no complaint. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !/status of (4|5)\d\d|ERR_/.test(text)) complaints.push(text);
  });
  return complaints;
}

/** An artefact for people to look at, never compared. */
export async function keepScreen(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENS, { recursive: true });
  await page.screenshot({ path: join(SCREENS, `${name}.png`) });
}

/** WCAG 2.2 A and AA of what is on the screen, as `rule: selector (summary)`, one line each. */
export async function barriersOn(page: Page): Promise<string[]> {
  await page.evaluate(STILL);
  await page.evaluate(AXE);
  return page.evaluate(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => id + ': ' + target.join(' ') + ' (' + failureSummary.replaceAll('\\n', ' ') + ')')))`);
}

const NO_DIALOG = `document.querySelector('[role=dialog]') === null`;

export interface Look {
  /** Waits until every dialog is gone. */
  readonly isClosed?: boolean;
}

/** The page as it is in both themes and on a phone, without barriers and without a scroll bar to the side; pictures are kept. */
export async function lookAt(page: Page, name: string, { isClosed = false }: Look = {}): Promise<void> {
  const size = page.viewportSize() ?? { width: 1440, height: 900 };
  if (isClosed) await page.waitForFunction(NO_DIALOG);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect([name, colorScheme, await barriersOn(page)]).toEqual([name, colorScheme, []]);
    await keepScreen(page, `${name}-${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 390, height: 844 });
  expect([name, await barriersOn(page)]).toEqual([name, []]);
  expect([name, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([name, 390]);
  await keepScreen(page, `${name}-narrow`);
  await page.setViewportSize(size);
}

/** Reports events as a host product does. */
export async function report(test: TestApp, person: TestPerson, events: readonly object[]): Promise<void> {
  const key = await mintTestKey(test, person);
  await test.client(key).post('/v1/events', { events }).expect(201);
}

const SOURCES = [
  ['patient_activity', 'patient.chart_viewed', 'patient', 'Opened the chart of patient'],
  ['appointment', 'appointment.rescheduled', 'appointment', 'Moved appointment'],
  ['flow', 'flow.step_completed', 'flow', 'Step “Send intake form” completed for'],
  ['recall', 'recall.sent', 'patient', 'Sent recall SMS to patient'],
  ['task', 'task.assigned', 'task', 'Assigned “Call lab” to Lena Fox:'],
  ['ai', 'ai.summary_generated', 'consultation', 'Generated a consultation summary of'],
] as const;
const PEOPLE = ['Jane Doe', 'Omar Reyes', 'Priya Nair', 'Lena Fox'];
const OUTCOMES = ['success', 'success', 'success', 'success', 'success', 'failure', 'denied'];

/** `count` events of a clinic over the last six days; the same for the same `now`. */
export function clinicDays(now: number, count: number): object[] {
  return Array.from({ length: count }, (_, index) => {
    const [source, action, type, words] = SOURCES[(index * 5 + (index >> 3)) % SOURCES.length] ?? SOURCES[0];
    const name = PEOPLE[(index * 3 + (index >> 2)) % PEOPLE.length] ?? 'Jane Doe';
    const id = String(1_000 + ((index * 7_919) % 9_000));
    const hour = (index * 977) % 141;
    return {
      occurred_at: new Date(now - 60_000 - hour * 3_600_000 - ((index * 131) % 3_600) * 1_000).toISOString(),
      source,
      action,
      operation: index % 4 === 0 ? 'update' : 'read',
      category: 'feature_usage',
      outcome: OUTCOMES[index % OUTCOMES.length],
      summary: `${words} ${id}`,
      actor: {
        type: 'user',
        id: `u${name.length}`,
        name,
        email: `${name.split(' ')[0]?.toLowerCase()}@acme.example`,
        role: 'clinician',
      },
      resource: { type, id },
      ...(index % 4 === 0
        ? { changes: { before: { status: 'open', note: null }, after: { status: 'done', note: 'called' } } }
        : {}),
      details: { channel: 'web', attempt: index % 3 },
      context: { ip: `203.0.113.${index % 40}`, session_id: `ses_${index % 9}` },
    };
  });
}
