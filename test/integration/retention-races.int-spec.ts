import { setTimeout as delay } from 'node:timers/promises';
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

describe('while a purge runs', () => {
  it('appends go on: none waits longer than 250 ms, none is lost, and sequences stay dense', async () => {
    const { organization, clock, writer, purger, setDays, admin } = fixture;
    const [acme, mover] = [await organization(7), await organization(7)];
    for (const id of [acme, mover]) for (let i = 0; i < 20; i++) await writer.write(id, eventsOf(clock, 500));
    await setDays(mover, 30);
    clock.forward(8);
    const appenders = [appending(fixture, acme), appending(fixture, mover)];
    expect(await purger.run({ batch: 2_000 })).toMatchObject({ events: 10_000, moved: 10_000 });
    const [one, two] = await Promise.all(appenders.map((appender) => appender.stop()));

    expect(Math.max(one!.slowest, two!.slowest)).toBeLessThan(250);
    expect(await idsOf(fixture, acme)).toEqual(one!.ids);
    expect((await idsOf(fixture, mover)).slice(10_000)).toEqual(two!.ids);
    const heads = await sql<{ dense: boolean }>(
      admin,
      `SELECT count(*) = h.last_sequence - CASE WHEN e.organization_id = $1 THEN 10000 ELSE 0 END AS dense
         FROM events e JOIN log_heads h USING (organization_id) GROUP BY e.organization_id, h.last_sequence`,
      [acme],
    );
    expect(heads.every(({ dense }) => dense)).toBe(true);
  });

  it('a policy that is lengthened between the intent and the drop loses nothing', async () => {
    const { organization, clock, writer, purger, setDays, admin } = fixture;
    const [acme, other] = [await organization(7), await organization(7)];
    const events = eventsOf(clock, 50);
    await writer.write(acme, events);
    await writer.write(other, eventsOf(clock, 50));
    clock.forward(8);
    let changes = 0;
    const result = await purger.run({
      onStep: async (step, _date, organizationId) => {
        if (step === 'announced' && organizationId === acme && ++changes === 1) await setDays(acme, 365);
      },
    });
    expect(result).toMatchObject({ dates: ['2026-11-28'], events: 50, moved: 50 });
    expect(await idsOf(fixture, acme)).toEqual(events.map(({ id }) => id));
    expect(await idsOf(fixture, other)).toEqual([]);
    const purges = await sql(
      admin,
      'SELECT organization_id, events, purged_at IS NOT NULL AS done FROM purges ORDER BY events',
    );
    expect(purges).toEqual([
      { organization_id: acme, events: '0', done: true },
      { organization_id: other, events: '50', done: true },
    ]);
  });

  it('a policy lengthened after stock was taken makes the drop begin again', async () => {
    const { organization, clock, writer, store, setDays } = fixture;
    const acme = await organization(7);
    await writer.write(acme, eventsOf(clock, 5));
    const fingerprint = await store.fingerprint('2026-11-28');
    await setDays(acme, 365);
    expect(await store.drop('2026-11-28', fingerprint)).toBe('changed');
  });

  it('an event that arrives after stock was taken makes the drop begin again', async () => {
    const { organization, clock, writer, store } = fixture;
    const acme = await organization(7);
    await writer.write(acme, eventsOf(clock, 5));
    const fingerprint = await store.fingerprint('2026-11-28');
    await writer.write(acme, eventsOf(clock, 1));
    expect(await store.drop('2026-11-28', fingerprint)).toBe('changed');
  });

  it('nothing is dropped that was not announced', async () => {
    const { organization, clock, writer, store } = fixture;
    const acme = await organization(7);
    await writer.write(acme, eventsOf(clock, 5));
    await expect(store.drop('2026-11-28', await store.fingerprint('2026-11-28'))).rejects.toThrow(
      'has not been announced',
    );
    expect(await idsOf(fixture, acme)).toHaveLength(5);
  });

  it('a long read does not make appends queue behind the drop', async () => {
    const { organization, clock, writer, purger, app } = fixture;
    const acme = await organization(7);
    await writer.write(acme, eventsOf(clock, 5));
    clock.forward(8);
    const appender = appending(fixture, acme);
    const reading = app.inOrganization(acme, async (client) => {
      await client.query('SELECT count(*) FROM events');
      await delay(1_500);
    });
    const [result] = await Promise.all([purger.run(), reading]);
    expect(result).toMatchObject({ events: 5 });
    expect((await appender.stop()).slowest).toBeLessThan(250);
  });

  it('a second process does not disturb it', async () => {
    const { organization, clock, writer, purger } = fixture;
    const acme = await organization(7);
    await writer.write(acme, eventsOf(clock, 5));
    clock.forward(8);
    const results = await Promise.all([purger.run(), purger.run()]);
    expect(results.map(({ events }) => events).sort((a, b) => a - b)).toEqual([0, 5]);
  });
});
