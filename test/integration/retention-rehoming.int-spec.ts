import { expiresOn } from '../../src/modules/retention/policy/expires-on';
import { DAY_MS } from '../../src/platform/clock/clock';
import {
  appending,
  eventsOf,
  idsOf,
  openRetention,
  sql,
  type RetentionFixture,
} from '../support/retention-fixture';

let fixture: RetentionFixture;

beforeEach(async () => {
  fixture = await openRetention();
});

afterEach(() => fixture.close());

const homesOf = async (organizationId: string): Promise<Record<string, number>> => {
  const rows = await sql<{ date: string; count: number }>(
    fixture.admin,
    `SELECT expires_on::text AS date, count(*)::int AS count FROM events WHERE organization_id = $1 GROUP BY 1 ORDER BY 1`,
    [organizationId],
  );
  return Object.fromEntries(rows.map(({ date, count }) => [date, count]));
};

const registeredHomes = async (organizationId: string): Promise<string[]> => {
  const rows = await sql<{ date: string }>(
    fixture.admin,
    'SELECT expires_on::text AS date FROM event_homes WHERE organization_id = $1 ORDER BY 1',
    [organizationId],
  );
  return rows.map(({ date }) => date);
};

const progress = (organizationId: string) =>
  sql(
    fixture.admin,
    'SELECT policy_version, state, events_examined, events_moved FROM rehomings WHERE organization_id = $1 ORDER BY policy_version',
    [organizationId],
  );

describe('a shortened policy', () => {
  it('moves what is stored to its earlier date, and the purge drops it from there', async () => {
    const { organization, clock, writer, rehomer, purger, setDays } = fixture;
    const [acme, other] = [await organization(null), await organization(null)];
    const old = eventsOf(clock, 25, 60);
    const young = eventsOf(clock, 25, 2);
    for (const id of [acme, other]) await writer.write(id, eventsOf(clock, 10, 60));
    await writer.write(acme, [...old, ...young]);
    await setDays(acme, 30);
    expect(await rehomer.run()).toMatchObject({ organizations: 0, moved: 0 }); // other processes may still go by the old policy
    clock.moment = new Date(clock.now().getTime() + 11_000);
    expect(await rehomer.run({ batch: 7 })).toMatchObject({ organizations: 1, moved: 60 });

    expect(await homesOf(acme)).toEqual({ '2026-11-21': 35, '2026-12-19': 25 }); // what has expired already goes with today's date
    expect(await registeredHomes(acme)).toEqual(['2026-11-21', '2026-12-19']);
    expect(await homesOf(other)).toEqual({ '3026-09-01': 10 });
    expect(await progress(acme)).toMatchObject([{ policy_version: '2', state: 'done', events_moved: '60' }]);
    expect(await rehomer.run()).toMatchObject({ organizations: 0 });

    clock.forward(1);
    expect(await purger.run()).toMatchObject({ dates: ['2026-11-21'], events: 35 });
    expect(await idsOf(fixture, acme)).toEqual(young.map(({ id }) => id));
    expect(await idsOf(fixture, other)).toHaveLength(10);
  });

  it('goes on after a crash where it stopped, and counts each event once', async () => {
    const { organization, clock, writer, rehomer, setDays } = fixture;
    const acme = await organization(365);
    await writer.write(acme, eventsOf(clock, 100));
    await setDays(acme, 30);
    const stop = (time: number) => {
      let batches = 0;
      return () => {
        if (++batches === time) throw new Error('crash');
      };
    };
    await expect(rehomer.run({ batch: 10, restMs: -1, onBatch: stop(3) })).rejects.toThrow('crash');
    expect(await progress(acme)).toMatchObject([{ state: 'pending', events_moved: '30' }]);
    await expect(rehomer.run({ batch: 10, restMs: -1, onBatch: stop(4) })).rejects.toThrow('crash');
    await rehomer.run({ batch: 10, restMs: -1 });
    expect(await progress(acme)).toMatchObject([{ state: 'done', events_moved: '100' }]);
    expect(await homesOf(acme)).toEqual({ '2026-12-21': 100 });
  });

  it('is taken over by the next change, whichever way it goes', async () => {
    const { organization, clock, writer, rehomer, setDays } = fixture;
    const acme = await organization(365);
    await writer.write(acme, eventsOf(clock, 10));
    await setDays(acme, 30);
    await setDays(acme, 10);
    await setDays(acme, 20);
    expect(await rehomer.run({ restMs: -1 })).toMatchObject({ moved: 10 });
    expect(await homesOf(acme)).toEqual({ '2026-12-11': 10 });
    expect((await progress(acme)).map(({ state }) => state)).toEqual(['superseded', 'done']);
  });

  it('does not make appends wait', async () => {
    const { organization, clock, writer, rehomer, setDays } = fixture;
    const acme = await organization(365);
    for (let i = 0; i < 20; i++) await writer.write(acme, eventsOf(clock, 500));
    await setDays(acme, 30);
    const appender = appending(fixture, acme);
    expect(await rehomer.run({ restMs: -1 })).toMatchObject({ moved: 10_000 });
    const { slowest, ids } = await appender.stop();
    expect(slowest).toBeLessThan(250);
    expect(await homesOf(acme)).toEqual({ '2026-12-21': 10_000 + ids.length });
  });

  it('keeps what moved where searches look for it', async () => {
    const { organization, clock, writer, rehomer, setDays, admin } = fixture;
    const acme = await organization(365);
    await writer.write(acme, [...eventsOf(clock, 3, 5), ...eventsOf(clock, 3, 4)]);
    await setDays(acme, 31);
    await rehomer.run({ restMs: -1 });
    const homes = await sql(
      admin,
      'SELECT expires_on::text, first_day::text, last_day::text FROM event_homes WHERE organization_id = $1 ORDER BY 1',
      [acme],
    );
    expect(homes).toEqual([
      { expires_on: '2026-12-17', first_day: '2026-11-16', last_day: '2026-11-16' },
      { expires_on: '2026-12-18', first_day: '2026-11-17', last_day: '2026-11-17' },
    ]);
  });
});

describe('the arithmetic in SQL', () => {
  it('gives every event the date that the application gives it', async () => {
    const start = Date.parse('2023-11-27T23:59:59.999Z');
    const cases = [null, 1, 30, 31, 32, 365, 366, 367, 2_190, 3_650].flatMap((days) =>
      Array.from({ length: 120 }, (_, i) => ({ days, at: new Date(start + i * 5 * DAY_MS) })),
    );
    const rows = await sql<{ date: string }>(
      fixture.admin,
      `SELECT retention_expires_on(c.at, c.days)::text AS date FROM unnest($1::timestamptz[], $2::integer[]) WITH ORDINALITY AS c (at, days, n) ORDER BY n`,
      [cases.map(({ at }) => at), cases.map(({ days }) => days)],
    );
    expect(rows.map(({ date }) => date)).toEqual(
      cases.map(({ at, days }) => expiresOn({ occurred_at: at }, days)),
    );
  });
});
