import { randomUUID } from 'node:crypto';
import type { AuditEvent } from '../../src/modules/audit/audit.contract';
import { EventPages } from '../../src/modules/audit/search/event-pages';
import { SORT_COLUMNS, type Position, type SortColumn } from '../../src/modules/audit/search/page-request';
import { parseQuery } from '../../src/modules/audit/search/parse-query';
import { Random } from '../bench/random';
import { addressNumber } from '../support/address-number';
import { openExplainedPool, rowsRead, scansOf, type ExplainedPool } from '../support/explained-pool';
import { anEvent, openLog, type LogFixture } from '../support/log-fixture';

const EVENTS = 4_000;
const ACTIONS = ['member.invited', 'member.removed', 'patient.viewed', 'patient.updated', 'role.created'];
const IPS = [null, '10.0.0.1', '10.0.0.200', '9.255.255.255', '203.0.113.7', '2001:db8::1', '2001:db8::a'];
const FIRST = Date.parse('2026-10-01T00:00:00Z');
const MINUTE = 60_000;

interface Row {
  readonly sequence: number;
  readonly at: number;
  readonly action: string;
  readonly ip: string | null;
  readonly seldom: boolean;
}

/** The order of a list, without PostgreSQL: within an action or address the newest first, and `-` turns all of it round. */
const ORDERS: Record<SortColumn, (a: Row, b: Row) => number> = {
  occurred_at: (a, b) => a.at - b.at || a.sequence - b.sequence,
  sequence: (a, b) => a.sequence - b.sequence,
  action: (a, b) => (a.action < b.action ? -1 : a.action > b.action ? 1 : newestFirst(a, b)),
  ip: (a, b) => compareAddresses(a.ip, b.ip) || newestFirst(a, b),
};
const newestFirst = (a: Row, b: Row): number => b.at - a.at || b.sequence - a.sequence;

/** As PostgreSQL orders addresses: IPv4 first, by number; what has none comes last. */
function compareAddresses(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const [[versionA, numberA], [versionB, numberB]] = [addressNumber(a), addressNumber(b)];
  return versionA - versionB || (numberA < numberB ? -1 : numberA > numberB ? 1 : 0);
}

describe('a list in another order', () => {
  let log: LogFixture;
  let explained: ExplainedPool;
  const organizationId = randomUUID();
  const random = new Random(77);
  const rows: Row[] = Array.from({ length: EVENTS }, (_, index) => ({
    sequence: index + 1,
    at: FIRST + (index - (random.chance(0.1) ? random.below(500) : 0)) * MINUTE * 10,
    action: random.of(ACTIONS),
    ip: random.of(IPS),
    seldom: index % 400 === 7,
  }));

  beforeAll(async () => {
    log = await openLog({
      of: () => Promise.resolve(({ occurred_at }) => `204${occurred_at.getUTCDate() % 2}-01-01`),
    });
    explained = openExplainedPool(log.database.url);
    const events = rows.map(({ at, action, ip, seldom }) =>
      anEvent({
        occurred_at: new Date(at),
        action,
        context: { ip },
        summary: seldom ? 'seldom seen' : 'often seen',
      }),
    );
    for (let first = 0; first < EVENTS; first += 1_000)
      await log.writer.write(organizationId, events.slice(first, first + 1_000));
    await log.admin.pool.query('VACUUM (ANALYZE) events');
  }, 120_000);
  afterAll(async () => {
    await explained.pool.close();
    await log.close();
  });

  interface Asked {
    readonly sort: SortColumn;
    readonly ascending: boolean;
    readonly q?: string;
    readonly limit?: number;
  }

  const page = (pages: EventPages, { sort, ascending, q, limit = 50 }: Asked, after: Position | null) =>
    pages.read(organizationId, parseQuery({ q, from: '2026-01-01' }, new Date()), {
      after,
      ascending,
      limit,
      sort,
    });

  const positionOf = (
    { occurred_at, sequence, action, context }: AuditEvent,
    sort: SortColumn,
  ): Position => ({
    occurredAt: occurred_at,
    sequence,
    value: sort === 'action' ? action : sort === 'ip' ? ((context.ip as string | null) ?? null) : null,
  });

  /** All pages from the front, as sequences. */
  async function walk(asked: Asked): Promise<number[]> {
    const found: AuditEvent[] = [];
    const { limit = 50, sort } = asked;
    for (let more = true; more;) {
      const last = found.at(-1);
      const next = await page(log.pages, asked, last ? positionOf(last, sort) : null);
      found.push(...next.slice(0, limit));
      more = next.length > limit;
    }
    return found.map(({ sequence }) => sequence);
  }

  const expected = ({ sort, ascending }: Asked, keep: (row: Row) => boolean = () => true): number[] =>
    rows
      .filter(keep)
      .sort((a, b) => ORDERS[sort](a, b) * (ascending ? 1 : -1))
      .map(({ sequence }) => sequence);

  const SORTS = SORT_COLUMNS.flatMap((sort) => [true, false].map((ascending) => ({ sort, ascending })));
  const FILTERS: readonly [q: string, keep: (row: Row) => boolean][] = [
    ['', () => true],
    [
      'action:patient.* -ip:10.0.0.0/8',
      ({ action, ip }) => action.startsWith('patient') && !ip?.startsWith('10.'),
    ],
    ['seldom', ({ seldom }) => seldom],
    ['ip:(10.0.0.1 OR 2001:db8::/32)', ({ ip }) => ip === '10.0.0.1' || ip?.startsWith('2001') === true],
    [
      'seen after:2026-10-20 before:2026-10-22',
      ({ at }) => at >= FIRST + 19 * 1_440 * MINUTE && at < FIRST + 21 * 1_440 * MINUTE,
    ],
  ];

  it.each(SORTS)(
    'by $sort, ascending: $ascending, is walked in its order, whatever is asked',
    async (sort) => {
      for (const [q, keep] of FILTERS) {
        const asked = { ...sort, q, limit: 180 };
        expect({ q, found: await walk(asked) }).toEqual({ q, found: expected(asked, keep) });
      }
    },
  );

  it.each(SORTS)('by $sort, ascending: $ascending, goes back to where it came from', async (sort) => {
    const all = expected(sort);
    const start = Math.floor(EVENTS / 2);
    const here = rows[(all[start] as number) - 1] as Row;
    const after: Position = {
      occurredAt: new Date(here.at).toISOString(),
      sequence: here.sequence,
      value: sort.sort === 'action' ? here.action : sort.sort === 'ip' ? here.ip : null,
    };
    const back = await page(log.pages, { ...sort, ascending: !sort.ascending, limit: 20 }, after);
    expect(back.map(({ sequence }) => sequence)).toEqual(all.slice(start - 21, start).toReversed());
  });

  it.each(SORTS)(
    'by $sort, ascending: $ascending, reads an index and little more than the page, at any depth',
    async (sort) => {
      const pages = new EventPages(explained.pool);
      const all = expected(sort);
      for (const depth of [0, 0.1, 0.5, 0.9]) {
        const row = rows[(all[Math.floor(EVENTS * depth)] as number) - 1] as Row;
        const after: Position = {
          occurredAt: new Date(row.at).toISOString(),
          sequence: row.sequence,
          value: sort.sort === 'action' ? row.action : sort.sort === 'ip' ? row.ip : null,
        };
        const nodes = await explained.during(() => page(pages, sort, depth === 0 ? null : after));
        expect(scansOf(nodes).filter((node) => /Seq|Bitmap/.test(node['Node Type']))).toEqual([]);
        expect(rowsRead(nodes)).toBeLessThan(250);
      }
    },
  );
});
