import { randomUUID } from 'node:crypto';
import type { AuditEvent } from '../../src/modules/audit/audit.contract';
import type { Expression } from '../../src/modules/audit/audit.event-query';
import { applicationUrl } from '../../src/platform/database/database-roles';
import { DatabasePool } from '../../src/platform/database/pools';
import { EventPages } from '../../src/modules/audit/search/event-pages';
import { openExplainedPool, rowsRead, scansOf, type ExplainedPool } from '../support/explained-pool';
import { anEvent, openLog, type LogFixture } from '../support/log-fixture';
import { TEST_SECRET } from '../support/test-database';

const organizationId = randomUUID();
const stranger = randomUUID();
const DENIED: readonly Expression[] = [{ field: 'outcome', is: 'denied' }];
const FAR = 21_000;

describe('following the log by its sequence', () => {
  let log: LogFixture;
  let explained: ExplainedPool;

  /** A log of 21,000 events in three partitions, every seventh of them denied; the last is by another actor. */
  beforeAll(async () => {
    log = await openLog({
      of: () =>
        Promise.resolve(({ occurred_at }) => `2040-0${1 + (occurred_at.getUTCMilliseconds() % 3)}-01`),
    });
    explained = openExplainedPool(log.database.url);
    for (let first = 1; first <= FAR; first += 1_000) {
      await log.writer.write(
        organizationId,
        Array.from({ length: 1_000 }, (_, i) => numbered(first + i)),
      );
    }
    await log.writer.write(stranger, [anEvent({ outcome: 'denied' })]);
    await log.admin.pool.query('VACUUM (ANALYZE) events');
  }, 120_000);
  afterAll(async () => {
    await explained.pool.close();
    await log.close();
  });

  const numbered = (sequence: number) =>
    anEvent({
      occurred_at: new Date(Date.parse('2026-11-20T10:00:00Z') - sequence),
      outcome: sequence % 7 === 0 ? 'denied' : 'success',
      action: sequence === FAR ? 'log.finished' : 'chart.viewed',
    });

  const sequences = (events: readonly AuditEvent[]) => events.map(({ sequence }) => sequence);

  it('gives what comes after, in order, over all partitions, and where it stopped', async () => {
    const { events, through } = await log.pages.following(organizationId, [], 500, 100);
    expect(sequences(events)).toEqual(Array.from({ length: 100 }, (_, i) => 501 + i));
    expect(through).toBe(600);
  });

  it('leaves out what does not match, and ends at the last match when the page is full', async () => {
    const { events, through } = await log.pages.following(organizationId, DENIED, 0, 3);
    expect({ found: sequences(events), through }).toEqual({ found: [7, 14, 21], through: 21 });
  });

  it('has looked as far as the head when less came back, and says so without reading again', async () => {
    expect(await log.pages.following(organizationId, [], FAR - 2, 10)).toMatchObject({ through: FAR });
    const nothing = await log.pages.following(organizationId, [{ any: [] }], FAR - 100, 10);
    expect(nothing).toEqual({ events: [], through: FAR });
    expect(await log.pages.following(organizationId, [], FAR, 10)).toEqual({ events: [], through: FAR });
    expect(await log.pages.following(organizationId, [], FAR + 5, 10)).toEqual({
      events: [],
      through: FAR + 5,
    });
  });

  it('looks at no more than 20,000 sequences at once, and goes on from there', async () => {
    const finished: Expression[] = [{ field: 'action', is: 'log.finished' }];
    const first = await log.pages.following(organizationId, finished, 0, 10);
    expect(first).toEqual({ events: [], through: 20_000 });
    const { events } = await log.pages.following(organizationId, finished, first.through, 10);
    expect(sequences(events)).toEqual([FAR]);
  });

  it('sees one organization only (A1)', async () => {
    expect(sequences((await log.pages.following(stranger, DENIED, 0, 10)).events)).toEqual([1]);
    expect(await log.pages.following(randomUUID(), [], 0, 10)).toEqual({ events: [], through: 0 });
  });

  it.each<[string, readonly Expression[], number]>([
    ['everything', [], 110],
    ['an action', [{ field: 'action', is: 'chart.viewed' }], 110],
    ['what is seldom', [{ field: 'action', is: 'log.finished' }], 20_000],
    ['an outcome', DENIED, 750],
  ])('reads %s by the primary key and not beyond its stretch', async (_, where, most) => {
    const pages = new EventPages(explained.pool);
    const nodes = await explained.during(() => pages.following(organizationId, where, 500, 100));
    const indexes = new Set(scansOf(nodes).flatMap((node) => node['Index Name'] ?? node['Node Type']));
    expect([...indexes].filter((name) => !name.endsWith('_pkey'))).toEqual([]);
    expect(rowsRead(nodes)).toBeLessThanOrEqual(most);
  });

  it('looks at fewer where the question takes too long to answer for many', async () => {
    const hard: Expression[] = [
      { any: Array.from({ length: 8 }, (_, n) => ({ field: 'text', words: `nothing${n}`, form: 'all' })) },
    ];
    const begun = Date.now();
    expect(await log.pages.following(organizationId, hard, 0, 10)).toEqual({ events: [], through: 20_000 });
    const limit = Math.max(30, Math.round((Date.now() - begun) / 5));
    const impatient = new DatabasePool(applicationUrl(log.database.url, TEST_SECRET), 'impatient', 1, {
      pipeline: true,
      statement_timeout: limit,
    });
    const found = await new EventPages(impatient).following(organizationId, hard, 0, 10);
    await impatient.close();
    expect(found).toEqual({ events: [], through: 500 });
  }, 120_000);

  it('misses nothing and repeats nothing while events are appended', async () => {
    const busy = randomUUID();
    let done = false;
    const appending = Promise.all(
      Array.from({ length: 8 }, async () => {
        for (let n = 0; n < 20; n++) await log.writer.write(busy, [anEvent(), anEvent(), anEvent()]);
      }),
    ).finally(() => (done = true));
    const seen: number[] = [];
    for (let after = 0; ;) {
      const wasDone = done;
      const page = await log.pages.following(busy, [], after, 7);
      seen.push(...sequences(page.events));
      if (wasDone && page.through === after) break;
      after = page.through;
    }
    await appending;
    expect(seen).toEqual(Array.from({ length: 480 }, (_, i) => i + 1));
  });
});
