import { randomUUID } from 'node:crypto';
import { newEvent } from '../../src/modules/audit/ingest/new-event';
import type { PageRequest } from '../../src/modules/audit/search/page-request';
import { EventPages } from '../../src/modules/audit/search/event-pages';
import { parseQuery } from '../../src/modules/audit/search/parse-query';
import { expiryRule } from '../../src/modules/retention/policy/expires-on';
import { EventSource } from '../bench/events';
import {
  openExplainedPool,
  rowsRead,
  rowsSorted,
  scansOf,
  type ExplainedPool,
  type PlanNode,
} from '../support/explained-pool';
import { openLog, type LogFixture } from '../support/log-fixture';

const EVENTS = 20_000;
const FROM = Date.parse('2026-08-21T00:00:00Z');
const TO = Date.parse('2026-11-21T00:00:00Z');
const organizationId = randomUUID();
/** Who reported the events of the log. */
const KEY = randomUUID();

/** `mostRows`: how many rows may be looked at for a page of 50, whatever the range holds. */
type Case = readonly [q: string, indexes: RegExp, mostRows: number];

/** Every field of the language that an index knows: by it alone, and with any of the others. */
const DRIVING: readonly Case[] = [
  ['actor:u-000007', /actor_key/, 60],
  ['actor.id:u-000007', /actor_key/, 60],
  ['actor:(u-000007 OR u-000011)', /actor_key/, 120],
  ['action:patient.viewed', /action/, 60],
  ['action:(patient.created OR member.invited)', /action/, 120],
  ['resource:patient/patient-3', /resource_type_resource_id|occurred_at_sequence/, 900],
  ['resource.id:patient-3 resource.type:patient', /resource_type_resource_id/, 300],
  ['subject:patient-3', /subject_id/, 120],
  ['ip:10.7.0.8', /ip_/, 120],
  ['session:s-7-3', /session_id/, 120],
  ['request:0123456789abcdef0123456789abcdef', /request_id/, 120],
  ['id:17', /pkey/, 4],
  ['id:00000000-0000-4000-8000-000000000000', /_id_key|id_expires/, 4],
];

/** Those that no index leads with: the range is read in the order of the list until the page is full. */
const SIFTING: readonly Case[] = [
  ['', /occurred_at_sequence/, 60],
  ['source:records', /occurred_at_sequence/, 300],
  ['category:administration', /occurred_at_sequence/, 3_000],
  ['operation:update', /occurred_at_sequence/, 1_000],
  ['outcome:success', /occurred_at_sequence/, 120],
  ['outcome:denied', /outcome/, 120],
  ['outcome:(denied OR failure)', /outcome|occurred_at_sequence/, 4_000],
  ['flag:critical', /occurred_at_sequence/, 300],
  ['actor.type:user', /occurred_at_sequence/, 60],
  ['actor.role:admin', /occurred_at_sequence/, 1_500],
  ['resource.type:patient', /occurred_at_sequence|resource_type/, 1_000],
  ['subject.type:patient', /occurred_at_sequence|subject/, 300],
  ['action:invoice.*', /action|occurred_at_sequence/, 2_000],
  ['ip:10.0.0.0/8', /occurred_at_sequence|ip_/, 300],
  [`reported_by:${KEY}`, /occurred_at_sequence/, 60],
  ['has:changes', /occurred_at_sequence/, 1_000],
  ['-source:records', /occurred_at_sequence/, 1_000],
  ['details.client:web', /occurred_at_sequence/, 60],
  ['summary:viewed', /tsvector|occurred_at_sequence|pkey/, 20_000],
  ['quarantined', /tsvector|pkey/, 1_500],
  ['viewed', /tsvector|occurred_at_sequence|pkey/, 20_000],
  ['"viewed patient" -ada', /tsvector|occurred_at_sequence|pkey/, 20_000],
  ['quaran*', /tsvector|pkey/, 1_500],
];

const SINGLES = [...SIFTING, ...DRIVING];
/** Two that exclude each other are found out only by reading what one of them has; of words, index and rows are read. */
const MOST_OF_PAIR = 12_000;
const MOST_SORTED = 5_000;
const PAIRS = DRIVING.flatMap(([one], index) =>
  [...SIFTING.slice(1), ...DRIVING.slice(index + 1)].map(([other]) => `${one} ${other}`),
);

describe('the plan of a page', () => {
  let log: LogFixture;
  let explained: ExplainedPool;
  let pages: EventPages;

  beforeAll(async () => {
    log = await openLog({ of: () => Promise.resolve(expiryRule({ defaultDays: 730 })) });
    explained = openExplainedPool(log.database.url);
    pages = new EventPages(explained.pool);
    await fill(log);
  }, 120_000);

  afterAll(async () => {
    await explained.pool.close();
    await log.close();
  });

  const read = (q: string, request: Partial<PageRequest> = {}, from = FROM): Promise<PlanNode[]> => {
    const range = { from: new Date(from).toISOString(), to: new Date(TO).toISOString() };
    const query = parseQuery({ ...range, q }, new Date(TO));
    return explained.during(() =>
      pages.read(organizationId, query, { after: null, ascending: false, limit: 50, ...request }),
    );
  };

  it.each(SINGLES)('by "%s" reads an index and little more than the page', async (q, index, most) => {
    const nodes = await read(q);
    expectNoScan(nodes, most);
    expect(indexesOf(nodes).filter((name) => !index.test(name))).toEqual([]);
  });

  it.each(SINGLES)('by "%s" costs no more far into the list, in either direction', async (q, _, most) => {
    const after = { occurredAt: new Date((FROM + TO) / 2).toISOString(), sequence: EVENTS / 2 };
    for (const ascending of [true, false]) expectNoScan(await read(q, { after, ascending }), most);
  });

  it.each(SINGLES)('by "%s" touches only the partitions of the range', async (q) => {
    const nodes = await read(q, {}, TO - 7 * 86_400_000);
    expect(partitionsOf(nodes).filter((name) => name !== 'events_20281201')).toEqual([]);
  });

  it('by any two reads an index and a part of the range', async () => {
    for (const q of PAIRS) {
      const nodes = await read(q);
      const [sorted, looked] = [rowsSorted(nodes), rowsRead(nodes)];
      expect({ q, scans: sequential(nodes).length }).toEqual({ q, scans: 0 });
      expect({ q, sorted, much: sorted > MOST_SORTED }).toEqual({ q, sorted, much: false });
      expect({ q, looked, much: looked > MOST_OF_PAIR }).toEqual({ q, looked, much: false });
    }
  }, 120_000);
});

const sequential = (nodes: readonly PlanNode[]): PlanNode[] =>
  scansOf(nodes).filter((node) => node['Node Type'] === 'Seq Scan');

/** An index is read, no partition from its first row to its last, and nothing larger than `most` is sorted. */
function expectNoScan(nodes: readonly PlanNode[], most: number): void {
  expect(scansOf(nodes).length).toBeGreaterThan(0);
  expect(sequential(nodes)).toEqual([]);
  expect(rowsRead(nodes)).toBeLessThanOrEqual(most);
  expect(rowsSorted(nodes)).toBeLessThanOrEqual(most);
}

const indexesOf = (nodes: readonly PlanNode[]): string[] => [
  ...new Set(nodes.flatMap((node) => node['Index Name'] ?? []).filter((name) => name.startsWith('events_'))),
];

const partitionsOf = (nodes: readonly PlanNode[]): string[] => [
  ...new Set(nodes.flatMap((node) => node['Relation Name'] ?? []).filter((name) => /^events_\d/.test(name))),
];

/** One organization with 20,000 events of three months, oldest first, and a neighbour with some in the same partitions. */
async function fill({ writer, admin }: LogFixture): Promise<void> {
  const source = new EventSource(1, { actors: 200, records: 2_000 });
  const reporter = { api_key_id: KEY, ip: null, request_id: KEY };
  const neighbour = randomUUID();
  for (let first = 0; first < EVENTS; first += 1_000) {
    const batch = Array.from({ length: 1_000 }, (_, i) =>
      newEvent(source.next(new Date(FROM + ((TO - FROM) * (first + i)) / EVENTS)), reporter, new Date(TO)),
    );
    await writer.write(organizationId, batch);
    await writer.write(neighbour, batch.slice(0, 100));
  }
  await admin.pool.query('VACUUM (ANALYZE) events');
}
