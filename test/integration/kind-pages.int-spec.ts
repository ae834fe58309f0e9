import { randomUUID } from 'node:crypto';
import type { NewEvent } from '../../src/modules/audit/audit.event';
import type { EventQuery, Expression } from '../../src/modules/audit/audit.event-query';
import { CountStore } from '../../src/modules/audit/counts/count-store';
import { EventPages } from '../../src/modules/audit/search/event-pages';
import type { Position } from '../../src/modules/audit/search/page-request';
import { Random } from '../bench/random';
import { openExplainedPool, rowsRead, scansOf, type ExplainedPool } from '../support/explained-pool';
import { anEvent, openLog, someone, type LogFixture } from '../support/log-fixture';
import { matches, type NaiveEvent } from '../support/naive-counts';

const EVENTS = 8_000;
const FROM = Date.parse('2026-09-20T00:00:00Z');
const TO = Date.parse('2026-11-10T00:00:00Z');
const DAY = 86_400_000;
const organizationId = randomUUID();

type Stored = NaiveEvent & Position & { readonly id: string };

describe('a list by what no index leads to', () => {
  let log: LogFixture;
  let explained: ExplainedPool;
  let all: Stored[];

  /** A log of 8,000 events in three partitions, all but the last 150 counted; one in five hundred has a rare source and a frequent action. */
  beforeAll(async () => {
    log = await openLog({
      of: () => Promise.resolve(({ occurred_at }) => `2040-0${1 + (occurred_at.getUTCDate() % 3)}-01`),
    });
    const random = new Random(5);
    for (let first = 0; first < EVENTS; first += 500)
      await log.writer.write(
        organizationId,
        Array.from({ length: 500 }, () => randomEvent(random)),
      );
    await log.writer.write(randomUUID(), [randomEvent(random)]);
    await new CountStore(log.app).count(organizationId, EVENTS - 150);
    await log.admin.pool.query('VACUUM (ANALYZE) events, event_counts, event_kinds');
    explained = openExplainedPool(log.database.url);
    const { rows } = await log.admin.pool.query<Stored & { occurred_at: Date }>(
      `SELECT id, sequence::int, occurred_at, source, action, operation, category, outcome, resource_type, actor_type, flags FROM events WHERE organization_id = $1`,
      [organizationId],
    );
    all = rows.map((row) => ({ ...row, occurredAt: row.occurred_at.toISOString() }));
  }, 120_000);

  afterAll(async () => {
    await explained.pool.close();
    await log.close();
  });

  it('holds what a plain filter holds, in its order, page after page, both ways', async () => {
    const random = new Random(3);
    for (let i = 0; i < 60; i++) {
      const [query, ascending, limit] = [randomQuery(random), random.chance(0.5), random.of([3, 10, 50])];
      const expected = meant(query, ascending);
      const found: string[] = [];
      let after: Position | null = null;
      for (let pages = 0; pages < 4; pages++) {
        const page = await log.pages.read(organizationId, query, { after, ascending, limit });
        found.push(...page.slice(0, limit).map(({ id }) => id));
        const last = page[limit - 1];
        if (page.length <= limit || !last) break;
        after = { occurredAt: last.occurred_at, sequence: last.sequence };
      }
      expect({ query, ascending, found }).toEqual({
        query,
        ascending,
        found: expected.slice(0, found.length).map(({ id }) => id),
      });
      expect(found).toHaveLength(Math.min(expected.length, 4 * limit));
    }
  }, 120_000);

  const meant = ({ from, to, where }: EventQuery, ascending: boolean): Stored[] =>
    all
      .filter(
        (event) =>
          event.occurredAt >= from && event.occurredAt < to && where.every((one) => matches(event, one)),
      )
      .toSorted(
        (a, b) =>
          (ascending ? 1 : -1) *
          (a.occurred_at.getTime() - b.occurred_at.getTime() || a.sequence - b.sequence),
      );

  it.each<[string, Expression[]]>([
    ['a rare source', [{ field: 'source', is: 'rare' }]],
    ['a source that never was', [{ field: 'source', is: 'never' }]],
    [
      'two that never meet',
      [
        { field: 'source', is: 'rare' },
        { field: 'operation', is: 'delete' },
      ],
    ],
  ])('of %s reads few rows, and no partition from end to end', async (_, where) => {
    const pages = new EventPages(explained.pool);
    const query = { from: new Date(FROM).toISOString(), to: new Date(TO).toISOString(), where };
    const nodes = await explained.during(() =>
      pages.read(organizationId, query, { after: null, ascending: false, limit: 50 }),
    );
    expect(scansOf(nodes).filter((node) => node['Node Type'] === 'Seq Scan')).toEqual([]);
    expect(rowsRead(nodes)).toBeLessThan(300);
  });
});

function randomEvent(random: Random): NewEvent {
  const rare = random.chance(0.002);
  return anEvent({
    occurred_at: new Date(FROM + random.below(TO - FROM)),
    source: rare ? 'rare' : random.of(['security', 'clinical', 'ai']),
    action: rare ? 'chart.viewed' : random.of(['chart.viewed', 'chart.edited', 'note.saved']),
    operation: rare ? 'read' : random.of(['read', 'update', 'delete']),
    category: random.of(['navigation', 'settings', null]) as NewEvent['category'],
    outcome: random.of(['success', 'success', 'failure', 'denied']),
    flags: random.chance(0.05) ? ['critical'] : [],
    actor: someone({ type: random.chance(0.9) ? 'user' : 'api_key' }),
    resource: random.chance(0.3) ? null : { type: random.of(['chart', 'note']), id: 'r1', name: null },
  });
}

function randomQuery(random: Random): EventQuery {
  const from = FROM + random.below(TO - FROM) - DAY;
  const to = random.chance(0.3) ? Date.parse('9999-12-31T00:00:00Z') : from + random.below(40 * DAY) + 1;
  const where = Array.from({ length: 1 + random.below(2) }, () => randomTest(random));
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString(), where };
}

const randomTest = (random: Random): Expression =>
  random.of<Expression>([
    { field: 'source', is: random.of(['rare', 'security', 'never']) },
    { field: 'category', is: 'settings' },
    { not: { has: 'category' } },
    { field: 'operation', is: 'delete' },
    { field: 'resource_type', is: 'note' },
    { not: { field: 'source', is: 'security' } },
    {
      any: [
        { field: 'source', is: 'rare' },
        { field: 'resource_type', is: 'chart' },
      ],
    },
    { field: 'action', begins: 'chart.' },
    { field: 'outcome', is: 'denied' },
    { field: 'flag', is: 'critical' },
    { field: 'actor_type', is: 'api_key' },
  ]);
