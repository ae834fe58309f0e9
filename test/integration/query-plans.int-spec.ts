import { randomUUID } from 'node:crypto';
import { newEvent } from '../../src/modules/audit/ingest/new-event';
import type { PageRequest } from '../../src/modules/audit/search/page-request';
import { EventPages } from '../../src/modules/audit/search/event-pages';
import { parseQuery, type EventFilter } from '../../src/modules/audit/search/parse-query';
import { expiryRule } from '../../src/modules/retention/policy/expires-on';
import { EventSource } from '../bench/events';
import { openExplainedPool, rowsRead, scansOf, type ExplainedPool } from '../support/explained-pool';
import { openLog, type LogFixture } from '../support/log-fixture';

const EVENTS = 20_000;
const FROM = Date.parse('2026-08-21T00:00:00Z');
const TO = Date.parse('2026-11-21T00:00:00Z');
const organizationId = randomUUID();

type Case = [name: string, query: EventFilter, indexes: RegExp, mostRows: number];

/** `mostRows`: how many rows may be looked at for a page of 50, whatever the range holds. */
const CASES: readonly Case[] = [
  ['nothing', {}, /occurred_at_sequence/, 60],
  ['an actor', { actor: ['u-000007'] }, /actor_key/, 60],
  ['two actors', { actor: ['u-000007', 'u-000011'] }, /actor_key/, 120],
  ['an action', { action: ['patient.viewed'] }, /action/, 60],
  ['the beginning of an action', { action: ['invoice.*'] }, /action|occurred_at_sequence/, 2_000],
  ['two actions', { action: ['patient.created', 'member.invited'] }, /action/, 120],
  [
    'a resource',
    { resource_type: ['patient'], resource_id: ['patient-3'] },
    /resource_type_resource_id/,
    300,
  ],
  ['a subject', { subject_id: ['patient-3'] }, /subject_id/, 120],
  ['an address', { ip: ['10.7.0.8'] }, /ip_/, 120],
  ['an actor and an action', { actor: ['u-000007'], action: ['note.viewed'] }, /actor_key|action/, 500],
  [
    'a source and a category',
    { source: ['ai'], category: ['administration'] },
    /occurred_at_sequence/,
    8_000,
  ],
  ['denials', { outcome: ['denied'] }, /outcome/, 120],
  ['a flag', { flag: ['critical'] }, /occurred_at_sequence/, 300],
  ['a seldom word', { q: 'quarantined' }, /tsvector|pkey/, 1_500],
  ['a frequent word', { q: 'viewed' }, /tsvector|occurred_at_sequence|pkey/, 20_000],
];

describe('the plan of a page', () => {
  let log: LogFixture;
  let explained: ExplainedPool;
  let pages: EventPages;

  beforeAll(async () => {
    log = await openLog({ of: () => Promise.resolve(expiryRule({ defaultDays: 730 })) });
    explained = openExplainedPool(log.database.url);
    pages = new EventPages(explained.pool);
    await fill(log);
  }, 60_000);

  afterAll(async () => {
    await explained.pool.close();
    await log.close();
  });

  const read = (query: EventFilter, request: Partial<PageRequest> = {}, from = FROM) =>
    explained.during(() =>
      pages.read(
        organizationId,
        parseQuery(
          { from: new Date(from).toISOString(), to: new Date(TO).toISOString(), ...query },
          new Date(TO),
        ),
        { after: null, ascending: false, limit: 50, ...request },
      ),
    );

  it.each(CASES)('by %s reads an index and little more than the page', async (_, query, index, most) => {
    const nodes = await read(query);
    const scans = scansOf(nodes);
    expect(scans.length).toBeGreaterThan(0);
    expect(scans.filter((node) => node['Node Type'] === 'Seq Scan')).toEqual([]);
    expect(indexesOf(nodes).filter((name) => !index.test(name))).toEqual([]);
    expect(rowsRead(nodes)).toBeLessThanOrEqual(most);
  });

  it.each(CASES)(
    'by %s costs no more far into the list, in either direction',
    async (_, query, _index, most) => {
      const after = { occurredAt: new Date((FROM + TO) / 2).toISOString(), sequence: EVENTS / 2 };
      for (const ascending of [true, false]) {
        expect(rowsRead(await read(query, { after, ascending }))).toBeLessThanOrEqual(most);
      }
    },
  );

  it.each(CASES)('by %s touches only the partitions of the range', async (_, query) => {
    const nodes = await read(query, {}, TO - 7 * 86_400_000);
    expect(partitionsOf(nodes).filter((name) => name !== 'events_20281201')).toEqual([]);
  });
});

const indexesOf = (nodes: Parameters<typeof scansOf>[0]): string[] => [
  ...new Set(nodes.flatMap((node) => node['Index Name'] ?? []).filter((name) => name.startsWith('events_'))),
];

const partitionsOf = (nodes: Parameters<typeof scansOf>[0]): string[] => [
  ...new Set(nodes.flatMap((node) => node['Relation Name'] ?? []).filter((name) => /^events_\d/.test(name))),
];

/** One organization with 20,000 events of three months, oldest first, and a neighbour with some in the same partitions. */
async function fill({ writer, admin }: LogFixture): Promise<void> {
  const source = new EventSource(1, { actors: 200, records: 2_000 });
  const reporter = { api_key_id: randomUUID(), ip: null, request_id: randomUUID() };
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
