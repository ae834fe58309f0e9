import { randomUUID } from 'node:crypto';
import type { AuditEvent } from '../../src/modules/audit/audit.contract';
import type { NewEvent } from '../../src/modules/audit/audit.event';
import { parseQuery, type EventFilter } from '../../src/modules/audit/search/parse-query';
import { anEvent, openLog, someone, type LogFixture } from '../support/log-fixture';

const RANGE = { from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' };

/** A small generator of numbers that is the same in every run (mulberry32). */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below;
  };
}

const random = seeded(20261121);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random(list.length))] as T;
const PEOPLE = ['Jane Doe', 'Omar Reyes', 'Priya Nair', 'Lena Fox'].map((name, index) =>
  someone({ id: `u${index}`, name, email: `${name.split(' ')[0]?.toLowerCase()}@acme.example` }),
);
const IPS = ['10.0.0.1', '10.0.0.200', '10.1.2.3', '203.0.113.7', '2001:db8::1', '2001:db8:ffff::2'];
const ACTIONS = [
  'member.role_changed',
  'member.invited',
  'patient.viewed',
  'patient.updated',
  'membership.ended',
];

const randomEvent = (): NewEvent =>
  anEvent({
    occurred_at: new Date(
      Date.parse('2026-11-01T00:00:00Z') +
        Math.floor(random(20)) * 86_400_000 +
        Math.floor(random(50)) * 60_000,
    ),
    source: pick(['security', 'patient_activity', 'ai']),
    action: pick(ACTIONS),
    operation: pick(['create', 'read', 'update'] as const),
    category: pick(['administration', 'authentication', null] as const),
    outcome: pick(['success', 'success', 'success', 'failure', 'denied'] as const),
    flags: pick([[], [], ['critical'], ['critical', 'phi']]),
    actor: pick(PEOPLE),
    resource: pick([null, { type: 'member', id: 'm1' }, { type: 'chart', id: 'c7', name: 'Chart seven' }]),
    subject: pick([null, null, { type: 'patient', id: 'p1', name: 'Ann Lee' }]),
    summary: pick(['opened the chart', 'changed the role', 'opened a door']),
    context: { ip: pick(IPS) },
  });

/** What a reader who knows nothing of SQL would find. */
function matches(event: NewEvent, query: EventFilter): boolean {
  const any = (values: readonly string[] | undefined, test: (value: string) => boolean): boolean =>
    !values || values.some(test);
  const { actor, resource, subject } = event;
  const words = [
    event.summary,
    actor.name,
    actor.email,
    actor.id,
    resource?.name,
    resource?.id,
    subject?.name,
  ]
    .filter(Boolean)
    .join(' ')
    .toLowerCase()
    .split(/\s+/);
  const inside = (ip: string, range: string): boolean =>
    ({
      '10.0.0.0/24': ['10.0.0.1', '10.0.0.200'],
      '10.0.0.0/8': ['10.0.0.1', '10.0.0.200', '10.1.2.3'],
      '2001:db8::/33': ['2001:db8::1'],
    })[range]?.includes(ip) ?? ip === range;
  return (
    any(query.source, (v) => event.source === v) &&
    any(query.action, (v) =>
      v.endsWith('*') ? event.action.startsWith(v.slice(0, -1)) : event.action === v,
    ) &&
    any(query.operation, (v) => event.operation === v) &&
    any(query.category, (v) => event.category === v) &&
    any(query.outcome, (v) => event.outcome === v) &&
    any(query.actor, (v) =>
      [actor.id, actor.name, actor.email].some((text) => text?.toLowerCase().includes(v.toLowerCase())),
    ) &&
    any(query.ip, (v) => inside(String(event.context.ip), v)) &&
    any(query.resource_type, (v) => resource?.type === v) &&
    any(query.resource_id, (v) => resource?.id === v) &&
    any(query.subject_id, (v) => subject?.id === v) &&
    any(query.flag, (v) => event.flags.includes(v)) &&
    event.occurred_at.toISOString() >= String(query.from) &&
    event.occurred_at.toISOString() < String(query.to) &&
    (!query.q || query.q.split(' ').every((word) => words.includes(word)))
  );
}

const FILTERS: { readonly [K in keyof EventFilter]?: () => EventFilter[K] } = {
  source: () => [pick(['security', 'ai'])],
  action: () => [
    pick(['member.*', 'patient.viewed', 'member.invited']),
    ...(random(2) < 1 ? [] : ['patient.*']),
  ],
  operation: () => ['read'],
  category: () => ['administration'],
  outcome: () => pick([['denied'], ['failure', 'denied'], ['success']]),
  actor: () => pick([['jane'], ['ACME'], ['u1', 'u2'], ['nobody'], ['omar reyes']]),
  ip: () =>
    pick([['10.0.0.0/8'], ['10.0.0.0/24', '10.0.0.1'], ['203.0.113.7', '2001:db8::1'], ['2001:db8::/33']]),
  resource_type: () => [pick(['member', 'chart'])],
  resource_id: () => pick([['c7'], ['c7', 'm1']]),
  subject_id: () => ['p1'],
  flag: () => [pick(['critical', 'phi'])],
  q: () => pick(['opened', 'opened chart', 'jane opened', 'role', 'nothing']),
  from: () => '2026-11-08T00:00:00.000Z',
};

function randomQuery(): EventFilter {
  const fields = Object.keys(FILTERS).filter(() => random(5) < 1) as (keyof EventFilter)[];
  return { ...RANGE, ...Object.fromEntries(fields.map((field) => [field, FILTERS[field]?.()])) };
}

describe('search', () => {
  let log: LogFixture;
  const organizationId = randomUUID();
  const stranger = randomUUID();
  const events = Array.from({ length: 600 }, randomEvent);

  beforeAll(async () => {
    log = await openLog({
      of: () =>
        Promise.resolve(({ occurred_at }) => (occurred_at.getUTCDate() < 10 ? '2040-01-01' : '2040-02-01')),
    });
    await log.writer.write(organizationId, events);
    await log.writer.write(stranger, Array.from({ length: 200 }, randomEvent));
  });
  afterAll(() => log.close());

  /** Every page, walked from the front; each also fetched backwards from the next one. */
  async function walk(query: EventFilter, ascending: boolean, limit: number): Promise<AuditEvent[]> {
    const found: AuditEvent[] = [];
    for (;;) {
      const last = found.at(-1);
      const after = last ? { occurredAt: last.occurred_at, sequence: last.sequence } : null;
      const page = await log.pages.read(organizationId, parseQuery(query, new Date()), {
        after,
        ascending,
        limit,
      });
      found.push(...page.slice(0, limit));
      if (page.length <= limit) return found;
    }
  }

  it('finds what a plain filter finds, in its order, over 400 random queries and page walks', async () => {
    const numbered = events.map((event, index) => ({ event, sequence: index + 1 }));
    for (let round = 0; round < 400; round++) {
      const query = randomQuery();
      const ascending = random(2) < 1;
      const expected = numbered
        .filter(({ event }) => matches(event, query))
        .sort(
          (a, b) =>
            (a.event.occurred_at.getTime() - b.event.occurred_at.getTime() || a.sequence - b.sequence) *
            (ascending ? 1 : -1),
        )
        .map(({ sequence }) => sequence);
      const found = await walk(query, ascending, pick([7, 50, 200]));
      expect({ query, found: found.map(({ sequence }) => sequence) }).toEqual({ query, found: expected });
    }
  }, 120_000);

  it('holds under row-level security alone when the condition on the organization is gone', async () => {
    const seen = await log.app.inOrganization(organizationId, (client) =>
      client.query('SELECT DISTINCT organization_id FROM events'),
    );
    expect(seen.rows).toEqual([{ organization_id: organizationId }]);
    const words = await log.app.inOrganization(stranger, (client) =>
      client.query(
        `SELECT count(*)::int AS n FROM find_words(plainto_tsquery('simple', 'opened'), ARRAY['2040-01-01', '2040-02-01']::date[], '2026-01-01', '2027-01-01', 'infinity', 0, false, 10000)`,
      ),
    );
    expect(words.rows[0].n).toBeLessThanOrEqual(200);
  });
});
