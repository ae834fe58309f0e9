import { randomUUID } from 'node:crypto';
import type { Expression } from '../../src/modules/audit/audit.event-query';
import { touches, WRITES } from '../../src/modules/audit/records/record-histories';
import { EventPages } from '../../src/modules/audit/search/event-pages';
import { EVER } from '../../src/modules/audit/search/scope';
import { openExplainedPool, rowsRead, scansOf, type ExplainedPool } from '../support/explained-pool';
import { anEvent, openLog, type LogFixture } from '../support/log-fixture';

const EVENTS = 12_000;
const BEGIN = Date.parse('2026-11-01T00:00:00Z');
const organizationId = randomUUID();
const LIMIT = 25;

/** Every fortieth event touches a record, as resource or as subject in turn; sessions have 100 events, requests 3. */
const numbered = (n: number) =>
  anEvent({
    occurred_at: new Date(BEGIN + n * 60_000),
    operation: n % 3 === 0 ? 'update' : 'read',
    resource: { type: 'chart', id: n % 80 === 0 ? 'p-1' : `c-${n % 500}` },
    subject: { type: 'patient', id: n % 80 === 40 ? 'c-1' : `p-${n % 500}` },
    context: { session_id: `s-${n % 120}`, request_id: `r-${Math.floor(n / 3)}` },
  });

const CASES: [name: string, where: readonly Expression[], indexes: RegExp, most: number][] = [
  ['the history of a record', [touches('chart', 'p-1')], /resource_type_resource_id|subject_id/, 90],
  ['who changed a record', [touches('chart', 'p-1'), WRITES], /resource_type_resource_id|subject_id/, 250],
  ['a session', [{ field: 'session_id', is: 's-7' }], /session_id/, 40],
  ['a request', [{ field: 'request_id', is: 'r-1500' }], /request_id/, 40],
];

describe('the plan of a history and of surroundings', () => {
  let log: LogFixture;
  let explained: ExplainedPool;
  let pages: EventPages;

  beforeAll(async () => {
    log = await openLog({
      of: () =>
        Promise.resolve(({ occurred_at }) => (occurred_at.getUTCDate() < 5 ? '2040-01-01' : '2040-02-01')),
    });
    explained = openExplainedPool(log.database.url);
    pages = new EventPages(explained.pool);
    for (let first = 0; first < EVENTS; first += 1_000)
      await log.writer.write(
        organizationId,
        Array.from({ length: 1_000 }, (_, i) => numbered(first + i)),
      );
    await log.admin.pool.query('VACUUM (ANALYZE) events');
  }, 120_000);
  afterAll(async () => {
    await explained.pool.close();
    await log.close();
  });

  it.each(CASES)(
    'of %s reads its index, in either direction and from anywhere',
    async (_, where, index, most) => {
      const middle = {
        occurredAt: new Date(BEGIN + (EVENTS / 2) * 60_000).toISOString(),
        sequence: EVENTS / 2,
      };
      for (const [ascending, after] of [
        [false, null],
        [false, middle],
        [true, middle],
      ] as const) {
        const nodes = await explained.during(() =>
          pages.read(organizationId, { ...EVER, where }, { after, ascending, limit: LIMIT }),
        );
        const names = scansOf(nodes).map((node) => node['Index Name'] ?? node['Node Type']);
        expect(names.length).toBeGreaterThan(0);
        expect(names.filter((name) => !index.test(name))).toEqual([]);
        expect(rowsRead(nodes)).toBeLessThanOrEqual(most);
      }
    },
  );

  it('of the minutes around an event reads the index of time and little more than it shows', async () => {
    const at = BEGIN + 6_000 * 60_000;
    const range = { from: new Date(at - 300_000).toISOString(), to: new Date(at + 300_001).toISOString() };
    const after = { occurredAt: new Date(at).toISOString(), sequence: 6_001 };
    for (const ascending of [true, false]) {
      const nodes = await explained.during(() =>
        pages.read(organizationId, { ...range, where: [] }, { after, ascending, limit: LIMIT }),
      );
      const names = scansOf(nodes).map((node) => node['Index Name'] ?? node['Node Type']);
      expect(names.filter((name) => !/occurred_at_sequence/.test(name))).toEqual([]);
      expect(rowsRead(nodes)).toBeLessThanOrEqual(12);
    }
  });
});
