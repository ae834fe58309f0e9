import type { CDPSession } from 'playwright-core';

export const FIRST_ROWS_MS = 1_000;
export const FILTERS_MS = 200;
export const TASK_MS = 50;

/** What kept the page from answering since `forget()`, milliseconds. A task shorter than 50 counts as none, and is 0. */
export interface Blocked {
  readonly longest: number;
  readonly tasks: number;
  readonly slowestEvent: number;
  readonly events: number;
}

/** Runs before the page's own program. Times are epoch milliseconds, so that a click on the page before counts. */
export const WATCH = `
  const now = () => performance.timeOrigin + performance.now();
  const painted = (then) => requestAnimationFrame(() => requestAnimationFrame(then));
  let tasks = [], events = [], expected = null, clickedAt = 0;
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
  new PerformanceObserver((list) => events.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'event', durationThreshold: 16 });
  window.forget = () => { tasks = []; events = []; };
  window.blocked = () => ({
    longest: Math.max(0, ...tasks), tasks: tasks.length, slowestEvent: Math.max(0, ...events), events: events.length,
  });
  window.expectRows = (source) => { expected = source; window.changedIn = undefined; };
  addEventListener('click', ({ timeStamp }) => { clickedAt = performance.timeOrigin + timeStamp; }, true);
  const look = () => {
    const rows = [...document.querySelectorAll('tbody tr')];
    const cells = rows.flatMap((row) => row.querySelector('td[data-column="source"]') ?? []);
    if (cells.length === 0) return;
    if (window.firstRowsAt === undefined) { window.firstRowsAt = 0; painted(() => { window.firstRowsAt = now(); }); }
    if (expected === null || !cells.every(({ textContent }) => textContent === expected)) return;
    expected = null;
    painted(() => { window.changedIn = now() - clickedAt; });
  };
  document.addEventListener('DOMContentLoaded', () =>
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true }));
`;

const FACETS = 'section[aria-label="Facets"]';

/** As Chromium's trace has them. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of the thread's own time: what others did on the same cores is not in it. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** The longest task of the page's main thread while something is done, milliseconds of its own processor time. */
export async function busiest(devtools: CDPSession, work: () => Promise<unknown>): Promise<number> {
  await devtools.send('Tracing.start', {
    categories: 'toplevel,__metadata',
    transferMode: 'ReturnAsStream',
  } as never);
  await work();
  const complete = new Promise<{ stream?: string }>((done) => devtools.once('Tracing.tracingComplete', done));
  await devtools.send('Tracing.end');
  const { stream = '' } = await complete;
  let text = '';
  for (let isLast = false; !isLast;) {
    const part = await devtools.send('IO.read', { handle: stream });
    text += part.data;
    isLast = part.eof;
  }
  return longestIn((JSON.parse(text) as { traceEvents: TraceEvent[] }).traceEvents);
}

function longestIn(events: readonly TraceEvent[]): number {
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  const isMain = ({ name, args }: TraceEvent): boolean =>
    name === 'thread_name' && args?.name === 'CrRendererMain';
  const main = new Set(events.filter(isMain).map(threadOf));
  const tasks = events.filter(
    (each) => each.ph === 'X' && each.name.endsWith('RunTask') && main.has(threadOf(each)),
  );
  return Math.max(0, ...tasks.map(({ tdur = 0 }) => tdur / 1_000));
}

export const inPage = {
  /** Nothing but this waits: the page's policy forbids what the driver would wait with. */
  until: (condition: string): string =>
    `new Promise((done) => { const look = () => ((${condition}) ? done() : setTimeout(look, 20)); look(); })`,
  /** Whoever signed in here has been seen here. */
  seen: `localStorage.setItem('daybook.seen', String(Date.now()));`,
  link: (address: string): string =>
    `document.body.innerHTML = ${JSON.stringify(`<a href="${address}">the log</a>`)}`,
  facetsShown: `document.querySelectorAll('${FACETS} li').length > 5`,
  /** Names of the sources that can be ticked. */
  sources: `[...document.querySelector('${FACETS} ul').querySelectorAll('input')]
    .map((input) => input.getAttribute('aria-label').replace('Only ', ''))`,
  /** How long the last list took, from the request to its last byte. */
  lastList: `performance.getEntriesByType('resource').filter(({ name }) => name.includes('/v1/events?')).at(-1).duration`,
};
