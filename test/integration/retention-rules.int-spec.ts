import { DAY_MS, utcDate } from '../../src/platform/clock/clock';
import { expiryRule } from '../../src/modules/retention/policy/expires-on';
import type { PolicyTerms } from '../../src/modules/retention/policy/policy';
import { Random } from '../bench/random';
import { multiply } from '../support/large-log';
import { randomlyDated, randomPolicy } from '../support/random-policies';
import { openRetention, sql, type RetentionFixture } from '../support/retention-fixture';

/** Of a thousand events each: with 1,000 it is a million, which takes minutes and was tried by hand. */
const COPIES = 99;

let fixture: RetentionFixture;

beforeEach(async () => {
  fixture = await openRetention();
});

afterEach(() => fixture.close());

/** All that decides when an event goes, and where it is: what there is of each. */
interface Group {
  readonly organization: string;
  readonly home: string;
  readonly day: string;
  readonly source: string;
  readonly category: string | null;
  readonly events: number;
}

const groupsOf = (ids: readonly string[]): Promise<Group[]> =>
  sql<Group>(
    fixture.admin,
    `SELECT organization_id AS organization, expires_on::text AS home, (occurred_at AT TIME ZONE 'UTC')::date::text AS day, source, category, count(*)::int AS events
       FROM events WHERE organization_id = ANY ($1) AND action = 'member.role_changed' GROUP BY 1, 2, 3, 4, 5`,
    [ids],
  );

const dateBy = (policy: PolicyTerms, { day, source, category }: Group): string =>
  expiryRule(policy)({ occurred_at: new Date(day), source, category });

const total = (groups: readonly Group[]): number => groups.reduce((sum, { events }) => sum + events, 0);

describe('the rules of policies', () => {
  it('mean the same in SQL as in the application, for any policy, event and date', async () => {
    const { organization, setPolicy, admin, clock } = fixture;
    const random = new Random(11);
    const events = randomlyDated(random, 150, clock.now(), 800);
    for (let n = 0; n < 60; n++) {
      const [id, policy] = [await organization(null), randomPolicy(random)];
      await setPolicy(id, policy);
      const rows = await sql<{ date: string }>(
        admin,
        `SELECT retention_expires_on(e.at, retention_days(p, e.source, e.category))::text AS date
           FROM retention_policies p, unnest($2::timestamptz[], $3::text[], $4::text[]) WITH ORDINALITY AS e (at, source, category, n)
          WHERE p.organization_id = $1 ORDER BY e.n`,
        [
          id,
          events.map(({ occurred_at }) => occurred_at),
          events.map(({ source }) => source),
          events.map(({ category }) => category),
        ],
      );
      expect(rows.map(({ date }) => date)).toEqual(events.map(expiryRule(policy)));
    }
  });

  it('are inlined: a purge asks them of every row', async () => {
    const plan = await sql<{ 'QUERY PLAN': string }>(
      fixture.admin,
      `EXPLAIN (VERBOSE, COSTS off) SELECT retention_days(p, e.source, e.category) FROM retention_policies p, events e`,
    );
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).not.toContain('retention_days');
  });

  it('have their partitions ahead of every event of today and tomorrow', async () => {
    const { organization, setPolicy, admin, ahead, clock } = fixture;
    const random = new Random(12);
    const policies = Array.from({ length: 20 }, () => randomPolicy(random));
    for (const policy of policies) await setPolicy(await organization(null), policy);
    await ahead.create();
    const rows = await sql<{ date: string }>(admin, 'SELECT expires_on::text AS date FROM event_partitions');
    const made = new Set(rows.map(({ date }) => date));
    const tomorrow = new Date(clock.now().getTime() + DAY_MS);
    const wanted = policies.flatMap((policy) =>
      randomlyDated(random, 60, tomorrow, 1.4)
        .filter(({ occurred_at }) => utcDate(occurred_at) >= utcDate(clock.now()))
        .map(expiryRule(policy)),
    );
    expect(wanted.filter((date) => !made.has(date))).toEqual([]);
  });

  it('move what is stored to the right dates when they change, one policy after another', async () => {
    const { organization, writer, clock, rehomer, setPolicy } = fixture;
    const random = new Random(13);
    const acme = await organization(null);
    await writer.write(acme, randomlyDated(random, 600, clock.now(), 500));
    const policies: PolicyTerms[] = [];
    const today = utcDate(clock.now());
    for (let round = 0; round < 5; round++) {
      policies.push(randomPolicy(random, { longest: 366 - 60 * round }));
      await setPolicy(acme, policies.at(-1) as PolicyTerms);
      await rehomer.run({ restMs: -1, batch: 100 });
      const groups = await groupsOf([acme]);
      expect(total(groups)).toBe(600);
      // The earliest that any of them gave: what a later one keeps longer is settled at the purge.
      const dates = groups.map(
        (group) => policies.map((policy) => dateBy(policy, group)).toSorted()[0] as string,
      );
      expect(groups.map(({ home }) => home)).toEqual(dates.map((date) => (date < today ? today : date)));
    }
  });
});

describe('a purge of many events under mixed policies', () => {
  it('takes exactly what today’s policies let go, of everybody, and nothing else', async () => {
    const { organization, writer, clock, setPolicy, rehomer, purger, admin } = fixture;
    const random = new Random(14);
    const policies = new Map<string, PolicyTerms>();
    for (let n = 0; n < 5; n++) {
      const [id, policy] = [await organization(null), randomPolicy(random, { longest: 367 })];
      await setPolicy(id, policy);
      await writer.write(id, randomlyDated(random, 200, clock.now(), 1));
      policies.set(id, policy);
    }
    await multiply(admin, 'events', COPIES, { sequence: 'sequence + copy * 1000', id: 'gen_random_uuid()' });
    await sql(admin, `UPDATE log_heads SET last_sequence = last_sequence + $1 * 1000`, [COPIES]);
    const ids = [...policies.keys()];
    // Some policies change after their events were dated: longer ones are settled at the purge, shorter ones before.
    for (const id of ids.slice(0, 3)) {
      const policy = randomPolicy(random, { longest: 90 });
      await setPolicy(id, policy);
      policies.set(id, policy);
    }
    await rehomer.run({ restMs: -1, batch: 5_000 });
    const before = await groupsOf(ids);
    expect(total(before)).toBe(1_000 * (COPIES + 1));

    clock.forward(60);
    const today = utcDate(clock.now());
    const result = await purger.run({ mostDates: 100, batch: 5_000 });
    const goes = (group: Group): boolean =>
      dateBy(policies.get(group.organization) as PolicyTerms, group) < today;
    const kindOf = ({ organization: id, day, source, category }: Group): string =>
      JSON.stringify([id, day, source, category]);
    const sumsOf = (groups: readonly Group[]) => {
      const sums = new Map<string, number>();
      for (const group of groups) sums.set(kindOf(group), (sums.get(kindOf(group)) ?? 0) + group.events);
      return sums;
    };
    const after = await groupsOf(ids);
    expect(sumsOf(after)).toEqual(sumsOf(before.filter((group) => !goes(group))));
    expect(result.events).toBe(total(before.filter(goes)));
    expect(result.events).toBeGreaterThan(total(before) / 10);
    expect(total(after)).toBeGreaterThan(total(before) / 10);
  }, 600_000);
});
