import { LogSnapshots } from '../../src/modules/audit/audit.snapshot';
import { AuditReader } from '../../src/modules/audit/audit.reader';
import { CountStore } from '../../src/modules/audit/counts/count-store';
import { EventPages } from '../../src/modules/audit/search/event-pages';
import { expiryRule } from '../../src/modules/retention/policy/expires-on';
import type { PolicyTerms } from '../../src/modules/retention/policy/policy';
import { Previews } from '../../src/modules/retention/preview/previews';
import { utcDate } from '../../src/platform/clock/clock';
import { Random } from '../bench/random';
import { heldCounts } from '../support/test-holds';
import { randomlyDated, randomPolicy } from '../support/random-policies';
import { openRetention, sql, type RetentionFixture } from '../support/retention-fixture';

let fixture: RetentionFixture;
let previews: Previews;
let counts: CountStore;

beforeEach(async () => {
  fixture = await openRetention();
  const { app, clock, guard } = fixture;
  previews = new Previews(
    new LogSnapshots(app),
    new AuditReader(new EventPages(app)),
    heldCounts(app),
    guard,
    clock,
  );
  counts = new CountStore(app);
});

afterEach(() => fixture.close());

interface Row {
  readonly occurred_at: Date;
  readonly source: string;
  readonly category: string | null;
}

const rowsOf = (organizationId: string): Promise<Row[]> =>
  sql<Row>(fixture.admin, 'SELECT occurred_at, source, category FROM events WHERE organization_id = $1', [
    organizationId,
  ]);

/** What the preview says, by looking at every event. */
function recount(rows: readonly Row[], before: PolicyTerms, after: PolicyTerms, now: Date) {
  const today = utcDate(now);
  const dateBy =
    (policy: PolicyTerms) =>
    (row: Row): string => {
      const date = expiryRule(policy)(row);
      return date < today ? today : date;
    };
  const [was, is, bare] = [dateBy(before), dateBy(after), dateBy({ ...after, floorDays: null })];
  const earlier = rows.filter((row) => is(row) < was(row));
  const dates = [...new Set(earlier.map(is))].toSorted();
  const events = (date: string): number => earlier.filter((row) => is(row) === date).length;
  const next = rows.map(is).toSorted()[0] as string;
  return {
    events: rows.length,
    earlier: earlier.length,
    later: rows.filter((row) => is(row) > was(row)).length,
    dates: dates.slice(0, 12).map((date) => ({ expires_on: date, events: events(date) })),
    after_these: dates.slice(12).reduce((sum, date) => sum + events(date), 0),
    next_purge:
      next < '2500' ? { expires_on: next, events: rows.filter((row) => is(row) === next).length } : null,
    kept_by_floor: rows.filter((row) => bare(row) < is(row)).length,
  };
}

describe('a preview of a policy', () => {
  it('counts exactly what a recount of every event counts, whether or not they are counted yet', async () => {
    const { organization, writer, clock, setPolicy } = fixture;
    const random = new Random(21);
    const seen = { earlier: 0, later: 0, floored: 0, many: 0 };
    for (let n = 0; n < 6; n++) {
      const [acme, before] = [await organization(null), randomPolicy(random)];
      await setPolicy(acme, before);
      const events = randomlyDated(random, 300, clock.now(), 600);
      const open = events.filter((event) => expiryRule(before)(event) >= utcDate(clock.now()));
      await writer.write(acme, open);
      await counts.count(acme, [0, 120, 5_000][n % 3] as number);
      const rows = await rowsOf(acme);
      for (let round = 0; round < 4; round++) {
        const after = { ...randomPolicy(random), floorDays: random.of([null, 7, 365, 2_190]) };
        const { at, on_hold, kinds, ...figures } = await previews.figures(acme, after);
        expect(figures).toEqual(recount(rows, before, after, clock.now()));
        expect(kinds.reduce((sum, kind) => sum + kind.events, 0)).toBe(figures.earlier);
        expect([at, on_hold]).toEqual([clock.now().toISOString(), { count: 0, approximate: false }]);
        seen.earlier += figures.earlier;
        seen.later += figures.later;
        seen.floored += figures.kept_by_floor;
        seen.many += figures.after_these;
      }
    }
    expect(Object.entries(seen).filter(([, count]) => count === 0)).toEqual([]);
  });

  it('foretells what purges then take, date by date', async () => {
    const { organization, writer, clock, setPolicy, rehomer, purger } = fixture;
    const random = new Random(22);
    const acme = await organization(null);
    await writer.write(acme, randomlyDated(random, 400, clock.now(), 40));
    await counts.count(acme, 250);
    const after = {
      ...randomPolicy(random),
      defaultDays: 20,
      rules: [
        { source: 'api', days: 7 },
        { category: 'settings', days: 25 },
      ],
    };
    const { dates, next_purge } = await previews.figures(acme, after);
    expect(next_purge).toEqual(dates[0]);
    await setPolicy(acme, after);
    await rehomer.run({ restMs: -1 });
    for (const { expires_on, events } of dates) {
      clock.moment = new Date(`${expires_on}T12:00:00Z`);
      clock.forward(1);
      expect(await purger.run()).toMatchObject({ dates: [expires_on], events });
    }
  });

  it('of a policy that changes nothing moves nothing', async () => {
    const { organization, writer, clock, setPolicy } = fixture;
    const random = new Random(23);
    const [acme, policy] = [await organization(null), randomPolicy(random, { shortest: 30 })];
    await setPolicy(acme, policy);
    await writer.write(acme, randomlyDated(random, 50, clock.now(), 20));
    expect(await previews.figures(acme, policy)).toMatchObject({
      events: 50,
      earlier: 0,
      later: 0,
      dates: [],
    });
  });
});
