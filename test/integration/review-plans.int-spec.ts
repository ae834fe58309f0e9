import { randomUUID } from 'node:crypto';
import type { OpenAlerts } from '../../src/modules/alerts/alerts.inbox';
import { LogSnapshots } from '../../src/modules/audit/audit.snapshot';
import { CountStore } from '../../src/modules/audit/counts/count-store';
import { newEvent } from '../../src/modules/audit/ingest/new-event';
import { ReviewFigures } from '../../src/modules/reviews/figures/review-figures';
import { oldestEvent } from '../../src/modules/retention/extent/oldest-event';
import { expiryRule } from '../../src/modules/retention/policy/expires-on';
import { DAY_MS } from '../../src/platform/clock/clock';
import { EventSource } from '../bench/events';
import {
  openExplainedPool,
  rowsRead,
  scansOf,
  type ExplainedPool,
  type PlanNode,
} from '../support/explained-pool';
import { openLog, type LogFixture } from '../support/log-fixture';

const EVENTS = 20_000;
const UNCOUNTED = 200;
const FROM = Date.parse('2026-08-21T00:00:00Z');
const TO = Date.parse('2026-11-21T00:00:00Z');
const A_WEEK_MS = 7 * DAY_MS;
const organizationId = randomUUID();

/** As the application's role, under row-level security. */
describe('the plans of the weekly review and of the floor date', () => {
  let log: LogFixture;
  let explained: ExplainedPool;

  beforeAll(async () => {
    log = await openLog({ of: () => Promise.resolve(expiryRule({ defaultDays: 730 })) });
    explained = openExplainedPool(log.database.url);
    const source = new EventSource(1, { actors: 200, records: 2_000 });
    for (let first = 0; first < EVENTS; first += 1_000) {
      const batch = Array.from({ length: 1_000 }, (_, i) =>
        newEvent(
          source.next(new Date(FROM + ((TO - FROM) * (first + i)) / EVENTS)),
          null as never,
          new Date(TO),
        ),
      );
      await log.writer.write(organizationId, batch);
    }
    await new CountStore(log.app).count(organizationId, EVENTS - UNCOUNTED);
    await log.admin.pool.query('VACUUM (ANALYZE) events, event_counts, event_kinds');
  }, 120_000);

  afterAll(async () => {
    await explained.pool.close();
    await log.close();
  });

  const sequential = (nodes: readonly PlanNode[]): PlanNode[] =>
    scansOf(nodes).filter((node) => node['Node Type'] === 'Seq Scan');

  it('count a week without reading its events but the newest and the flagged', async () => {
    const alerts = { count: () => Promise.resolve(0) } as unknown as OpenAlerts;
    const figures = new ReviewFigures(new LogSnapshots(explained.pool), alerts);
    const [before, from, to] = [2, 1, 0].map((weeks) => new Date(TO - weeks * A_WEEK_MS)) as [
      Date,
      Date,
      Date,
    ];
    let events = 0;
    const nodes = await explained.during(async () => {
      events = (await figures.of(organizationId, { before, from, to }, 'UTC')).events.count;
    });
    expect(events).toBeGreaterThan(1_000);
    expect(sequential(nodes)).toEqual([]);
    expect(rowsRead(nodes)).toBeLessThan(events / 2);
  });

  it('find the oldest event by one look into one index', async () => {
    let oldest: string | null = null;
    const nodes = await explained.during(async () => {
      oldest = await explained.pool.snapshot(organizationId, (client) => oldestEvent(client, organizationId));
    });
    expect(oldest).toBe(new Date(FROM).toISOString());
    expect(sequential(nodes)).toEqual([]);
    expect(rowsRead(nodes)).toBeLessThanOrEqual(2);
  });
});
