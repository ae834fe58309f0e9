import type { PurgeStep } from '../../src/modules/retention/purge/date-purge';
import { eventsOf, idsOf, openRetention, sql, type RetentionFixture } from '../support/retention-fixture';
import { placeHold } from '../support/test-holds';

let fixture: RetentionFixture;

beforeEach(async () => {
  fixture = await openRetention();
});

afterEach(() => fixture.close());

/** Stops a purge as a crash would: whatever was committed stays, nothing else runs. */
const crashAfter = (step: PurgeStep, time = 1): ((at: PurgeStep) => void) => {
  let seen = 0;
  return (at) => {
    if (at === step && ++seen === time) throw new Error(`crash after ${step}`);
  };
};

const STEPS: [PurgeStep, number][] = [
  ['reset', 1],
  ['settled', 1],
  ['announced', 1],
  ['settled', 2],
  ['announced', 2],
  ['dropped', 1],
  ['forgotten', 1],
  ['completed', 1],
  ['forgotten', 2],
];

describe('a purge that is stopped between two steps', () => {
  it.each(STEPS)(
    'after "%s" (%i) is completed by the next run, each event recorded once',
    async (step, time) => {
      const { organization, clock, writer, purger, admin } = fixture;
      const [acme, other] = [await organization(7), await organization(7)];
      for (const id of [acme, other]) await writer.write(id, eventsOf(clock, 20));
      const kept = eventsOf(clock, 5, -1);
      await writer.write(acme, kept);
      clock.forward(8);

      await expect(purger.run({ onStep: crashAfter(step, time) })).rejects.toThrow('crash after');
      await purger.resume();
      await purger.run();

      expect(await idsOf(fixture, acme)).toEqual(kept.map(({ id }) => id));
      expect(await idsOf(fixture, other)).toEqual([]);
      for (const id of [acme, other]) {
        const events = await sql<{ action: string }>(
          admin,
          `SELECT action FROM events WHERE organization_id = $1 AND action LIKE 'retention.%' ORDER BY sequence`,
          [id],
        );
        expect(events.map(({ action }) => action)).toEqual(['retention.purge_started', 'retention.purged']);
        const [leaves] = await sql<{ count: string }>(
          admin,
          'SELECT sum(last_sequence - first_sequence + 1) AS count FROM purged_leaves WHERE organization_id = $1',
          [id],
        );
        expect(leaves?.count).toBe('20');
      }
      const purges = await sql(
        admin,
        'SELECT events, purged_at IS NOT NULL AS done, range_count FROM purges',
      );
      expect(purges).toEqual([
        { events: '20', done: true, range_count: 1 },
        { events: '20', done: true, range_count: 1 },
      ]);
    },
  );

  it.each(STEPS)('after "%s" (%i) keeps what is held, and counts it once', async (step, time) => {
    const { organization, clock, writer, purger, app, admin } = fixture;
    const [acme, other] = [await organization(7), await organization(7)];
    const held = eventsOf(clock, 6, 0, { outcome: 'denied' });
    await writer.write(acme, [...held, ...eventsOf(clock, 14)]);
    await writer.write(other, eventsOf(clock, 20));
    await placeHold(app, acme, { where: [{ field: 'outcome', is: 'denied' }] });
    await placeHold(app, other, { where: [{ field: 'outcome', is: 'failure' }] });
    clock.forward(8);

    await expect(purger.run({ batch: 5, onStep: crashAfter(step, time) })).rejects.toThrow('crash after');
    await purger.resume({ batch: 5 });
    await purger.run({ batch: 5 });

    expect(await idsOf(fixture, acme)).toEqual(held.map(({ id }) => id));
    expect(await idsOf(fixture, other)).toEqual([]);
    const purges = await sql(
      admin,
      'SELECT events, held, ranges, purged_at IS NOT NULL AS done FROM purges ORDER BY events',
    );
    expect(purges).toEqual([
      { events: '14', held: '6', ranges: '[[7,20]]', done: true },
      { events: '20', held: '0', ranges: '[[1,20]]', done: true },
    ]);
  });

  it('is resumed by the sweeper only once it has announced itself', async () => {
    const { organization, clock, writer, purger } = fixture;
    const acme = await organization(7);
    await writer.write(acme, eventsOf(clock, 5));
    clock.forward(8);
    await expect(purger.run({ onStep: crashAfter('settled') })).rejects.toThrow('crash');
    expect(await purger.resume()).toMatchObject({ dates: [] });
    await expect(purger.run({ onStep: crashAfter('announced') })).rejects.toThrow('crash');
    expect(await purger.resume()).toMatchObject({ dates: ['2026-11-28'], events: 5 });
  });

  it('closes its record with nothing when everything was kept after all', async () => {
    const { organization, clock, writer, purger, setDays, admin } = fixture;
    const acme = await organization(7);
    const events = eventsOf(clock, 5);
    await writer.write(acme, events);
    clock.forward(8);
    await expect(purger.run({ onStep: crashAfter('announced') })).rejects.toThrow('crash');
    await setDays(acme, null);
    expect(await purger.resume()).toMatchObject({ dates: ['2026-11-28'], events: 0, moved: 5 });
    expect(await idsOf(fixture, acme)).toEqual(events.map(({ id }) => id));
    expect(await sql(admin, 'SELECT events, ranges, purged_at IS NOT NULL AS done FROM purges')).toEqual([
      { events: '0', ranges: '[]', done: true },
    ]);
    expect(await sql(admin, 'SELECT FROM purged_leaves')).toEqual([]);
  });
});
