import { randomUUID } from 'node:crypto';
import { whereOf } from '../../src/modules/alerts/rules/rule-query';
import { newestOf } from '../../src/modules/alerts/evaluation/matches';
import { TEMPLATES } from '../../src/modules/alerts/rules/templates';
import { AuditCounts } from '../../src/modules/audit/audit.counts';
import { AuditReader } from '../../src/modules/audit/audit.reader';
import { LogSnapshots } from '../../src/modules/audit/audit.snapshot';
import type { FacetField } from '../../src/modules/audit/audit.counts.contract';
import { CountStore } from '../../src/modules/audit/counts/count-store';
import { Completions } from '../../src/modules/audit/http/completions';
import { newEvent } from '../../src/modules/audit/ingest/new-event';
import { ViewSessions } from '../../src/modules/audit/recording/view-sessions';
import { EventPages } from '../../src/modules/audit/search/event-pages';
import { parseQuery } from '../../src/modules/audit/search/parse-query';
import { LogExtents } from '../../src/modules/retention/extent/log-extent';
import { SystemClock } from '../../src/platform/clock/clock';
import { expiryRule } from '../../src/modules/retention/policy/expires-on';
import { EventSource } from '../bench/events';
import { openActivity } from '../support/activity-fixture';
import {
  openExplainedPool,
  rowsRead,
  rowsSorted,
  scansOf,
  type ExplainedPool,
  type PlanNode,
} from '../support/explained-pool';
import { multiply } from '../support/large-log';
import { someone } from '../support/log-fixture';
import { heldCounts } from '../support/test-holds';

const WRITTEN = 5_000;
const COPIES = 9;
const EVENTS = WRITTEN * (COPIES + 1);
const UNCOUNTED = 400;
const DAY = 86_400_000;
const FROM = Date.parse('2026-08-21T00:00:00Z');
const TO = Date.parse('2026-11-21T00:00:00Z');
/** What one question of a histogram or of facets may read of the events, and the extra one that says that there are more. */
const BOUND = 20_001;
/** One question of activity puts several; each of them reads what one person did, or the newest, or the ends of the range. */
const MOST_READ = 5_000;
/** Usual hours are read from the 200 newest events of each of the 50 people of a page (ADR 36). */
const MOST_OF_PEOPLE = MOST_READ + 50 * 200;
const MOST_SORTED = 2_500;
const FIELDS: FacetField[] = ['source', 'action', 'outcome', 'actor', 'resource_type', 'ip', 'category'];
const LAST_PARTITION = 'events_20281201';

const QUERIES = [
  '',
  'source:records',
  'operation:update',
  'actor.type:user',
  'details.client:web',
  'ip:10.0.0.0/8',
  'outcome:(denied OR failure)',
  'flag:critical',
  'actor.id:u-000007',
  'action:patient.viewed details.client:web',
  'resource.type:patient has:changes',
  'quarantined',
];

/** As the application's role, under row-level security, over 50,000 events, and counts among those of others. */
describe('the plans of numbers', () => {
  let activity: Awaited<ReturnType<typeof openActivity>>;
  let explained: ExplainedPool;
  let organizationId: string;

  beforeAll(async () => {
    activity = await openActivity(new Date(TO), {
      of: () => Promise.resolve(expiryRule({ defaultDays: 730 })),
    });
    ({ organizationId } = activity);
    explained = openExplainedPool(activity.log.database.url);
    await fill(activity);
  }, 120_000);
  afterAll(async () => {
    await explained.pool.close();
    await activity.log.close();
  });

  const query = (q: string, from = FROM, to = TO) =>
    parseQuery({ from: new Date(from).toISOString(), to: new Date(to).toISOString(), q }, new Date(TO));
  const asked = (work: () => Promise<unknown>): Promise<PlanNode[]> =>
    explained.during(() => activity.as(work));

  describe('histogram and facets', () => {
    const numbers = (q: string, from = FROM, to = TO): [string, () => Promise<unknown>][] => {
      const counts = new AuditCounts(explained.pool, activity.clock);
      const options = { by: 'outcome', timeZone: 'Europe/Berlin' } as const;
      return [
        ['histogram', () => counts.histogram(organizationId, query(q, from, to), options)],
        ['facets', () => counts.facets(organizationId, query(q, from, to), FIELDS, 10)],
      ];
    };

    it.each(QUERIES)('of "%s" over a long range read in order, and not beyond their bound', async (q) => {
      for (const [name, work] of numbers(q)) {
        const nodes = await explained.during(work);
        expect({ name, ...faultsOf(nodes) }).toEqual({ name, sequential: [] });
        expect(rowsRead(nodes)).toBeLessThanOrEqual(1.1 * BOUND);
        expect(rowsSorted(nodes)).toBeLessThanOrEqual(BOUND);
      }
    });

    it.each(QUERIES)('of "%s" over an hour and a half touch its partition alone', async (q) => {
      for (const [name, work] of numbers(q, TO - 3 * DAY, TO - 3 * DAY + 5_432_100)) {
        const nodes = await explained.during(work);
        expect({ name, ...faultsOf(nodes) }).toEqual({ name, sequential: [] });
        expect(partitionsOf(nodes).filter((one) => one !== LAST_PARTITION)).toEqual([]);
        expect(rowsRead(nodes)).toBeLessThanOrEqual(2_000);
      }
    });
  });

  describe('activity', () => {
    const person = 'u-000007';
    const questions = (range: object): [string, () => Promise<unknown>][] => {
      const figures = activity.over(explained.pool);
      return [
        ['overview', () => figures.overview.of(range)],
        ['overview of one', () => figures.overview.of({ ...range, user: [person] })],
        ['hours', () => figures.hours.of(range)],
        ['users', () => figures.users.page(range)],
        ['profile', () => figures.profiles.of(person, { ...range, peers: 'true' })],
        ['timeline', () => figures.timeline.page(person, range)],
        ['adoption', () => figures.adoption.of(range)],
        ['adoption of one', () => figures.adoption.of({ ...range, user: [person] })],
        ['adoption of a feature', () => figures.adoption.of({ ...range, feature: 'recall' })],
        ['adoption of a category', () => figures.adoption.of({ ...range, feature: 'navigation' })],
      ];
    };

    it.each([
      { range: '7d' },
      { range: '90d' },
      { from: '2026-11-10T10:20:30Z', to: '2026-11-12T01:02:03Z' },
    ])('of %j is read by keys, and not sorted', async (range) => {
      for (const [name, work] of questions({ ...range, tz: 'Asia/Kathmandu' })) {
        const nodes = await asked(work);
        expect({ name, ...faultsOf(nodes) }).toEqual({ name, sequential: [] });
        const [looked, sorted] = [rowsRead(nodes), rowsSorted(nodes)];
        const most = name === 'users' ? MOST_OF_PEOPLE : MOST_READ;
        expect({ name, looked, much: looked > most }).toEqual({ name, looked, much: false });
        expect({ name, sorted, much: sorted > MOST_SORTED }).toEqual({ name, sorted, much: false });
      }
    });
  });

  it('of completions know nothing of the events', async () => {
    const completions = new Completions(explained.pool, new ViewSessions(new SystemClock()));
    for (const text of ['action:pat', 'source:', 'resource.type:p', 'actor:ad', 'actor.id:u-0']) {
      const nodes = await asked(() => completions.at(text));
      expect(relationsOf(nodes).filter((name) => !/^event_(kinds|actors)$/.test(name))).toEqual([]);
      expect(relationsOf(nodes)).toHaveLength(1);
    }
  });

  describe('of the extent of the log', () => {
    const extent = () =>
      new LogExtents(new LogSnapshots(explained.pool), heldCounts(explained.pool), activity.clock).current();

    it('look once into one index', async () => {
      const nodes = await asked(extent);
      expect(faultsOf(nodes)).toEqual({ sequential: [] });
      expect(rowsRead(nodes)).toBe(1);
    });

    it('read the counts of one date for the next purge', async () => {
      await activity.log.admin.pool.query(
        'INSERT INTO retention_policies (organization_id, default_days, version, updated_at) VALUES ($1, 730, 1, now())',
        [organizationId],
      );
      const nodes = await asked(extent);
      expect(faultsOf(nodes)).toEqual({ sequential: [] });
      expect(rowsRead(nodes)).toBeLessThanOrEqual(5_000);
      expect((await activity.as(extent)).next_purge).toMatchObject({ exact: true });
    });
  });

  describe('flags', () => {
    const at = new Date(TO - 3 * DAY);
    const look = (name: string, ask: object, ...rest: unknown[]): Promise<PlanNode[]> =>
      explained.during(() =>
        explained.pool.inOrganization(organizationId, (client) =>
          client.query(`SELECT ${name}($1::jsonb${rest.length > 0 ? ', $2::uuid[]' : ''})`, [
            JSON.stringify([ask]),
            ...rest,
          ]),
        ),
      );

    it.each([
      ['failures of a person', 'recent_failures', { person: 'user:u-000007', at }],
      ['failures at an address', 'recent_failures', { ip: '10.7.0.8', at }],
      ['changes', 'recent_changes', { person: 'user:u-000007', minute: Math.floor(at.getTime() / 60_000) }],
    ])('about %s read ten minutes by an index', async (_, name, ask) => {
      const nodes = await look(name, ask, [randomUUID()]);
      expect(scansOf(nodes).length).toBeGreaterThan(0);
      expect(faultsOf(nodes)).toEqual({ sequential: [] });
      expect(partitionsOf(nodes).filter((one) => one !== LAST_PARTITION)).toEqual([]);
      expect(rowsRead(nodes)).toBeLessThanOrEqual(60);
    });

    it('about addresses read those of the person', async () => {
      const nodes = await look('known_addresses', { actor: 'user:u-000007', ip: '10.7.0.8', counted: true });
      const scans = nodes.filter((node) => node['Relation Name'] === 'actor_addresses');
      expect(scans.length).toBeGreaterThan(0);
      expect(scans.filter((node) => node['Node Type'] === 'Seq Scan')).toEqual([]);
    });
  });

  describe('alerts', () => {
    const rules = TEMPLATES.map(({ template, query: asks }) => [template, whereOf(asks)] as const);

    it('are evaluated in one pass by the primary key', async () => {
      const pages = new EventPages(explained.pool);
      const questions = rules.map(([, where]) => where);
      const nodes = await explained.during(() =>
        pages.answering(organizationId, questions, EVENTS - 3_000, 2_000),
      );
      const indexes = nodes
        .flatMap((node) => node['Index Name'] ?? [])
        .filter((name) => /^events_\d/.test(name));
      expect(indexes.length).toBeGreaterThan(0);
      expect(indexes.filter((name) => !name.endsWith('_pkey'))).toEqual([]);
      expect(faultsOf(nodes)).toEqual({ sequential: [] });
      expect(rowsRead(nodes)).toBeLessThanOrEqual(2_000);
    });

    it.each(rules)('are tried out (%s) over thirty days by indexes', async (_, where) => {
      const reader = new AuditReader(new EventPages(explained.pool));
      const until = AbortSignal.timeout(8_000);
      const range = { ...query('', TO - 30 * DAY), where };
      const nodes = await explained.during(() =>
        newestOf(reader, organizationId, range, { most: 50_000, until }),
      );
      expect(faultsOf(nodes)).toEqual({ sequential: [] });
      expect(rowsSorted(nodes)).toBeLessThanOrEqual(MOST_SORTED);
      expect(rowsRead(nodes)).toBeLessThanOrEqual(3_000);
    });
  });
});

const LARGE = /^(events_\d|event_counts$|event_actor_days$)/;

/** What reads from its first row to its last, of what grows with the log. */
const faultsOf = (nodes: readonly PlanNode[]): { sequential: string[] } => ({
  sequential: nodes
    .filter((node) => node['Node Type'] === 'Seq Scan' && node['Actual Loops'] > 0)
    .flatMap((node) => node['Relation Name'] ?? [])
    .filter((name) => LARGE.test(name)),
});

const relationsOf = (nodes: readonly PlanNode[]): string[] =>
  [
    ...new Set(
      nodes.flatMap((node) => node['Relation Name'] ?? []).filter((name) => name.startsWith('event')),
    ),
  ].filter((name) => name !== 'event_homes');

const partitionsOf = (nodes: readonly PlanNode[]): string[] =>
  relationsOf(nodes).filter((name) => /^events_\d/.test(name));

/** Of 5,000 events of three months written as they are, 50,000, in the order in which they happened; and the counts of nine others. */
async function fill({ log, organizationId }: Awaited<ReturnType<typeof openActivity>>): Promise<void> {
  const source = new EventSource(1, { actors: 200, records: 2_000 });
  const reporter = { api_key_id: randomUUID(), ip: null, request_id: randomUUID() };
  for (let first = 0; first < WRITTEN; first += 1_000) {
    const batch = Array.from({ length: 1_000 }, (_, i) => {
      const n = first + i;
      const event = newEvent(
        source.next(new Date(FROM + ((TO - FROM) * n) / WRITTEN)),
        reporter,
        new Date(TO),
      );
      if (n % 40 === 7) return { ...event, resource: { type: 'feature', id: 'recall', name: 'Recall' } };
      return n % 200 === 9
        ? { ...event, actor: someone({ type: 'anonymous', id: null, email: null, name: null }) }
        : event;
    });
    await log.writer.write(organizationId, batch);
  }
  const later = { id: 'gen_random_uuid()', occurred_at: `occurred_at + copy * interval '150 seconds'` };
  await multiply(
    log.admin,
    'events',
    COPIES,
    { ...later, sequence: `${WRITTEN} + row_number() OVER (ORDER BY occurred_at, copy)` },
    'occurred_at, copy',
  );
  await log.admin.pool.query(`UPDATE event_homes SET last_day = last_day + 1`);
  await log.admin.pool.query(`UPDATE log_heads SET last_sequence = ${EVENTS}`);
  await new CountStore(log.app).count(organizationId, EVENTS - UNCOUNTED);
  await log.admin.pool.query(
    `INSERT INTO actor_addresses SELECT e.organization_id, a.person, e.ip, min(e.occurred_at)
       FROM events e JOIN event_actors a ON a.organization_id = e.organization_id AND a.key = e.actor_key
      WHERE a.person IS NOT NULL AND e.ip IS NOT NULL GROUP BY 1, 2, 3`,
  );
  const others = { organization_id: `md5(copy::text)::uuid` };
  for (const table of ['event_counts', 'event_actor_days', 'event_kinds', 'event_actors', 'actor_addresses'])
    await multiply(log.admin, table, 9, others);
  await log.admin.pool.query('VACUUM (ANALYZE)');
}
