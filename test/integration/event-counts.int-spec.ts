import { randomUUID } from 'node:crypto';
import { AuditCounts } from '../../src/modules/audit/audit.counts';
import type { FacetField, HistogramSeries } from '../../src/modules/audit/audit.counts.contract';
import type { NewEvent } from '../../src/modules/audit/audit.event';
import type { EventQuery, Expression } from '../../src/modules/audit/audit.event-query';
import { isCountable } from '../../src/modules/audit/search/countable';
import { CountStore } from '../../src/modules/audit/counts/count-store';
import { wallTimeOf } from '../../src/platform/clock/zoned-time';
import { Random } from '../bench/random';
import { openExplainedPool, scansOf, type ExplainedPool } from '../support/explained-pool';
import { anEvent, openLog, someone, type LogFixture } from '../support/log-fixture';
import { countsBy, matches, type NaiveEvent } from '../support/naive-counts';
import { HandClock } from '../support/retention-fixture';

const EVENTS = 21_500;
const COUNTED = 21_300;
const MINUTE = 60_000;
const DAY = 86_400_000;
/** Clocks are put back in Europe on 25 October 2026 and in America on 1 November, forward in the Chathams on 27 September. */
const FROM = Date.parse('2026-09-20T00:00:00Z');
const TO = Date.parse('2026-11-10T00:00:00Z');
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Pacific/Chatham',
];
const FIELDS: FacetField[] = ['source', 'action', 'outcome', 'actor', 'resource_type', 'ip', 'category'];
const SOURCES = ['security', 'clinical', 'ai'];
const ACTIONS = ['chart.viewed', 'chart.edited', 'note.saved', 'member.role_changed'];
const CATEGORIES = ['navigation', 'settings', null];

const organizationId = randomUUID();
const stranger = randomUUID();
const clock = new HandClock(new Date(TO));

describe('histogram and facets', () => {
  let log: LogFixture;
  let explained: ExplainedPool;
  let counts: AuditCounts;
  let all: NaiveEvent[];

  /** A log of 21,500 events, all but the last 200 counted, in seven partitions, among those of a stranger. */
  beforeAll(async () => {
    log = await openLog({
      of: () => Promise.resolve(({ occurred_at }) => `2040-0${1 + (occurred_at.getUTCDate() % 7)}-01`),
    });
    const random = new Random(7);
    for (let first = 0; first < EVENTS; first += 500)
      await log.writer.write(
        organizationId,
        Array.from({ length: 500 }, () => randomEvent(random)),
      );
    await log.writer.write(
      stranger,
      Array.from({ length: 500 }, () => randomEvent(random)),
    );
    const store = new CountStore(log.app);
    await store.count(organizationId, COUNTED);
    await store.count(stranger, 500);
    await log.admin.pool.query('VACUUM (ANALYZE) events, event_counts, event_actor_days, event_kinds');
    explained = openExplainedPool(log.database.url);
    counts = new AuditCounts(log.app, clock);
    const { rows } = await log.admin.pool.query<NaiveEvent>(
      `SELECT occurred_at, source, action, operation, category, outcome, resource_type, actor_type, actor_key, host(ip) AS ip, flags,
              actor::jsonb #>> '{actor,name}' AS actor_name
         FROM events WHERE organization_id = $1`,
      [organizationId],
    );
    all = rows;
  }, 120_000);

  afterAll(async () => {
    await explained.pool.close();
    await log.close();
  });

  const meant = ({ from, to, where }: EventQuery): NaiveEvent[] =>
    all.filter(
      (event) =>
        event.occurred_at.getTime() >= Date.parse(from) &&
        event.occurred_at.getTime() < Date.parse(to) &&
        where.every((one) => matches(event, one)),
    );

  it('say of 150 random queries, ranges and zones what a recount says', async () => {
    const random = new Random(11);
    for (let i = 0; i < 150; i++) {
      const query = randomQuery(random);
      const [timeZone, by] = [
        random.of(ZONES),
        random.of<HistogramSeries>(['outcome', 'source', 'category']),
      ];
      const histogram = await counts.histogram(organizationId, query, { by, timeZone });
      const expected = meant(query);
      const label = { query, timeZone, step: histogram.step };
      expect({ ...label, edges: faultsOf(histogram.buckets, query, timeZone, histogram.step) }).toEqual({
        ...label,
        edges: [],
      });
      if (histogram.total.approximate) {
        expect(query.where.every(isCountable)).toBe(false);
        expect(Math.abs(histogram.total.count - expected.length)).toBeLessThan(0.1 * expected.length);
        continue;
      }
      expect({ ...label, total: histogram.total.count }).toEqual({ ...label, total: expected.length });
      const found = histogram.buckets.map(({ counts: named }) => named);
      expect({ ...label, found }).toEqual({ ...label, found: recount(expected, histogram.buckets, by) });
    }
  }, 120_000);

  it('count the values of 60 random queries as a recount does', async () => {
    const random = new Random(13);
    for (let i = 0; i < 60; i++) {
      const query = randomQuery(random);
      const { total, facets } = await counts.facets(organizationId, query, FIELDS, 3);
      const expected = meant(query);
      for (const { field, values, other, approximate } of facets) {
        const label = { query, field };
        const sum = values.reduce((n, { count }) => n + count, other);
        if (approximate) {
          expect(Math.abs(sum - expected.length)).toBeLessThanOrEqual(0.1 * expected.length + 20);
          continue;
        }
        const recounted = countsBy(expected, (event) => event[columnOf(field)] as string | null);
        const top = [...recounted.values()].toSorted((a, b) => b - a).slice(0, 3);
        expect({ ...label, sum, top: values.map(({ count }) => count) }).toEqual({
          ...label,
          sum: expected.length,
          top,
        });
        for (const { value, count } of values)
          expect({ ...label, value, count }).toEqual({ ...label, value, count: recounted.get(value) });
      }
      if (!total.approximate) expect(total.count).toBe(expected.length);
    }
  }, 120_000);

  it('name the actor by identity', async () => {
    const { facets } = await counts.facets(organizationId, { ...whole(), where: [] }, ['actor'], 2);
    expect(facets[0]!.approximate).toBe(false);
    expect(facets[0]!.values[0]!.actor).toMatchObject({
      type: 'user',
      name: expect.stringMatching(/^Person \d/) as string,
    });
  });

  it('count nothing of a stranger, and a stranger nothing of ours', async () => {
    const ours = await counts.histogram(
      organizationId,
      { ...whole(), where: [] },
      { by: 'source', timeZone: 'UTC' },
    );
    const theirs = await counts.histogram(
      stranger,
      { ...whole(), where: [] },
      { by: 'source', timeZone: 'UTC' },
    );
    expect([ours.total.count, theirs.total.count]).toEqual([EVENTS, 500]);
    const nobody = await counts.facets(randomUUID(), { ...whole(), where: [] }, FIELDS, 5);
    expect(nobody).toMatchObject({ total: { count: 0, approximate: false } });
  });

  it('mark what is estimated beyond the bound, and only there', async () => {
    const query = { ...whole(), where: [{ field: 'actor_type', is: 'user' }] } satisfies EventQuery;
    const { buckets, total } = await counts.histogram(organizationId, query, {
      by: 'outcome',
      timeZone: 'UTC',
    });
    expect(total.approximate).toBe(true);
    expect(buckets[0]!.approximate).toBe(true);
    expect(buckets.at(-1)!.approximate).toBe(false);
    expect(Math.abs(total.count - meant(query).length)).toBeLessThan(0.02 * EVENTS);
  });

  it('end a range without an end with the last event, or now', async () => {
    const open = { from: new Date(TO - DAY).toISOString(), to: '9999-12-31T00:00:00.000Z', where: [] };
    const { to } = await counts.histogram(organizationId, open, { by: 'outcome', timeZone: 'UTC' });
    expect(to).toBe(new Date(TO).toISOString());
  });

  it('make fine buckets of more events than can be read coarser, unless they were asked for', async () => {
    const query: EventQuery = { ...whole(), where: [] };
    const options = { by: 'outcome', timeZone: 'UTC' } as const;
    const fine = await counts.histogram(organizationId, query, { ...options, step: '5m' });
    expect(fine.total.approximate).toBe(true);
    expect(Math.abs(fine.total.count - EVENTS)).toBeLessThan(0.01 * EVENTS);
  });

  it('read no partition from end to end', async () => {
    const eager = new AuditCounts(explained.pool, clock);
    const random = new Random(17);
    for (let i = 0; i < 20; i++) {
      const from = FROM + random.below(TO - FROM);
      const to = new Date(from + random.below(3 * DAY)).toISOString();
      const query = { ...randomQuery(random), from: new Date(from).toISOString(), to };
      const nodes = await explained.during(async () => {
        await eager.histogram(organizationId, query, { by: 'outcome', timeZone: 'Europe/Berlin' });
        await eager.facets(organizationId, query, FIELDS, 5);
      });
      const scans = scansOf(nodes).filter((node) => node['Node Type'] === 'Seq Scan');
      expect({ query, scans }).toEqual({ query, scans: [] });
    }
  }, 120_000);
});

const whole = () => ({ from: new Date(FROM).toISOString(), to: new Date(TO).toISOString() });

function randomEvent(random: Random): NewEvent {
  const id = `u${random.skewed(40)}`;
  return anEvent({
    occurred_at: new Date(FROM + random.below(TO - FROM)),
    source: random.of(SOURCES),
    action: random.of(ACTIONS),
    operation: random.of(['read', 'update']),
    category: random.of(CATEGORIES) as NewEvent['category'],
    outcome: random.of(['success', 'success', 'success', 'failure', 'denied']),
    flags: random.chance(0.05) ? ['critical'] : [],
    actor: someone({
      id,
      name: `Person ${id.slice(1)}`,
      email: `${id}@acme.example`,
      type: random.chance(0.9) ? 'user' : 'api_key',
    }),
    resource: random.chance(0.3)
      ? null
      : { type: random.of(['chart', 'note']), id: `r${random.below(50)}`, name: null },
    context: { ip: `203.0.113.${random.skewed(30)}` },
  });
}

/** Ranges of minutes to weeks, ragged or round, sometimes without an end; up to two tests, of all kinds. */
function randomQuery(random: Random): EventQuery {
  const length =
    random.of([20 * MINUTE, 3 * 3_600_000, DAY, 4 * DAY, 20 * DAY, 60 * DAY]) * (0.5 + random.next());
  const unit = random.of([1, MINUTE, 15 * MINUTE, 3_600_000, DAY]);
  const from = Math.floor((FROM + random.below(TO - FROM) - length / 2) / unit) * unit;
  const to = random.chance(0.2)
    ? Date.parse('9999-12-31T00:00:00Z')
    : Math.ceil((from + length) / unit) * unit;
  const where = Array.from({ length: random.below(3) }, () => randomTest(random));
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString(), where };
}

function randomTest(random: Random): Expression {
  const [source, action] = [random.of(SOURCES), random.of(ACTIONS)];
  return random.of<Expression>([
    { field: 'source', is: source },
    { field: 'action', is: action },
    { field: 'action', begins: 'chart.' },
    {
      any: [
        { field: 'action', is: action },
        { field: 'source', is: source },
      ],
    },
    { not: { field: 'source', is: source } },
    { not: { field: 'resource_type', is: 'chart' } },
    { field: 'category', is: 'settings' },
    { has: 'category' },
    { field: 'outcome', is: random.of(['success', 'failure', 'denied']) },
    { field: 'resource_type', is: 'note' },
    { field: 'actor_type', is: 'api_key' },
    { field: 'actor', contains: `person ${random.below(40)}` },
    { field: 'ip', within: `203.0.113.${random.skewed(30)}` },
    { field: 'flag', is: 'critical' },
    { has: 'flag' },
    {
      any: [
        { field: 'ip', within: '203.0.113.1' },
        { field: 'ip', within: '203.0.113.2' },
      ],
    },
  ]);
}

const columnOf = (field: FacetField): keyof NaiveEvent => (field === 'actor' ? 'actor_key' : field);

type Buckets = readonly { readonly start: string; readonly end: string }[];

function recount(
  events: readonly NaiveEvent[],
  buckets: Buckets,
  by: HistogramSeries,
): Record<string, number>[] {
  const found = buckets.map((): Record<string, number> => ({}));
  const ends = buckets.map(({ end }) => Date.parse(end));
  let bucket = 0;
  for (const event of events.toSorted((a, b) => a.occurred_at.getTime() - b.occurred_at.getTime())) {
    while (event.occurred_at.getTime() >= ends[bucket]!) bucket++;
    const counts = found[bucket]!;
    counts[event[by] ?? 'none'] = (counts[event[by] ?? 'none'] ?? 0) + 1;
  }
  return found;
}

const UNITS: Record<string, number> = { '1m': 1, '5m': 5, '15m': 15, '1h': 60, '6h': 360, '1d': 1_440 };

/** Buckets follow each other without a gap over the whole range, and begin when the clocks of the zone show a round time. */
function faultsOf(buckets: Buckets, { from, to }: EventQuery, zone: string, step: string): string[] {
  const faults = buckets.flatMap(({ start, end }, i) => {
    const gap = i > 0 && buckets[i - 1]!.end !== start ? [`a gap before ${start}`] : [];
    const wall = wallTimeOf(Date.parse(start), zone);
    const round = i === 0 || UNITS[step] === undefined || wall % (UNITS[step] * MINUTE) === 0;
    return [
      ...gap,
      ...(round ? [] : [`${start} is not round`]),
      ...(start < end ? [] : [`${start} is empty`]),
    ];
  });
  if (buckets[0]?.start !== from) faults.push('it begins late');
  if (to < '9000' && buckets.at(-1)?.end !== to) faults.push('it ends early');
  if (buckets.length > 175) faults.push(`there are ${buckets.length}`);
  return faults;
}
