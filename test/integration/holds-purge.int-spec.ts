import { CountStore } from '../../src/modules/audit/counts/count-store';
import { anEvent } from '../support/log-fixture';
import { differencesFromRecount } from '../support/recount';
import { eventsOf, idsOf, openRetention, sql, type RetentionFixture } from '../support/retention-fixture';
import { placeHold, releaseHold } from '../support/test-holds';

let fixture: RetentionFixture;

beforeEach(async () => {
  fixture = await openRetention();
});

afterEach(() => fixture.close());

const JANE = { field: 'actor', contains: 'jane' } as const;
const ofSam = { actor: { type: 'user', id: 's1', name: 'Sam', email: 'sam@acme.example', role: 'member' } };

const write = async (organizationId: string, count: number, over: object = {}): Promise<string[]> => {
  const events = eventsOf(fixture.clock, count, 0, over);
  for (let first = 0; first < count; first += 500)
    await fixture.writer.write(organizationId, events.slice(first, first + 500));
  return events.map(({ id }) => id);
};

const placesOf = (organizationId: string) =>
  sql<{ date: string; events: number }>(
    fixture.admin,
    `SELECT expires_on::text AS date, count(*)::int AS events FROM events
      WHERE organization_id = $1 AND action = 'member.role_changed' GROUP BY 1 ORDER BY 1`,
    [organizationId],
  );

const homesOf = (organizationId: string) =>
  sql(
    fixture.admin,
    `SELECT expires_on::text AS date, first_day::text, last_day::text FROM event_homes
      WHERE organization_id = $1 AND expires_on IN ('2026-11-28', 'infinity') ORDER BY 1`,
    [organizationId],
  );

describe('a purge under a legal hold', () => {
  it('keeps what the hold matches, whole, and drops everything else', async () => {
    const { organization, clock, purger, app, admin } = fixture;
    const [acme, other] = [await organization(7), await organization(7)];
    const held = await write(acme, 30);
    await write(acme, 20, ofSam);
    await write(other, 10);
    await placeHold(app, acme, { where: [JANE] });
    const before = await sql(admin, 'SELECT * FROM events WHERE id = ANY ($1) ORDER BY sequence', [held]);

    clock.forward(8);
    expect(await purger.run({ batch: 7 })).toMatchObject({ dates: ['2026-11-28'], events: 30, moved: 30 });
    expect(await idsOf(fixture, acme)).toEqual(held);
    expect(await idsOf(fixture, other)).toEqual([]);
    const after = await sql(admin, 'SELECT * FROM events WHERE id = ANY ($1) ORDER BY sequence', [held]);
    expect(after.map((row) => ({ ...row, expires_on: null }))).toEqual(
      before.map((row) => ({ ...row, expires_on: null })),
    );
    expect(await placesOf(acme)).toEqual([{ date: 'infinity', events: 30 }]);
    expect(await homesOf(acme)).toEqual([
      { date: 'infinity', first_day: '2026-11-21', last_day: '2026-11-21' },
    ]);
  });

  it('says in its record and in its event how many holds kept, also when nothing went', async () => {
    const { organization, clock, purger, app, admin } = fixture;
    const [some, all] = [await organization(7), await organization(7)];
    await write(some, 3);
    await write(some, 2, ofSam);
    await write(all, 4);
    await placeHold(app, some, { where: [JANE] });
    await placeHold(app, all);
    clock.forward(8);
    await purger.run({ batch: 2 });
    const purges = await sql(
      admin,
      'SELECT organization_id, events, held, ranges, purged_at IS NOT NULL AS done FROM purges ORDER BY events',
    );
    expect(purges).toEqual([
      { organization_id: all, events: '0', held: '4', ranges: '[]', done: true },
      { organization_id: some, events: '2', held: '3', ranges: '[[4,5]]', done: true },
    ]);
    const told = await sql<{ details: object }>(
      admin,
      `SELECT content::jsonb -> 'details' AS details FROM events WHERE action = 'retention.purged' ORDER BY organization_id = $1`,
      [some],
    );
    expect(told.map(({ details }) => details)).toEqual([
      expect.objectContaining({ events: 0, held: 4 }),
      expect.objectContaining({ events: 2, held: 3 }),
    ]);
  });

  it('finds events that came after the hold was placed', async () => {
    const { organization, clock, purger, app } = fixture;
    const acme = await organization(7);
    await placeHold(app, acme, { where: [JANE] });
    const held = await write(acme, 3);
    await write(acme, 3, ofSam);
    clock.forward(8);
    await purger.run();
    expect(await idsOf(fixture, acme)).toEqual(held);
  });

  it('leaves what a longer policy keeps to that policy, and asks the hold again on its day', async () => {
    const { organization, clock, purger, app, setDays } = fixture;
    const acme = await organization(7);
    const held = await write(acme, 3);
    await placeHold(app, acme);
    await setDays(acme, 14);
    clock.forward(8);
    await purger.run();
    expect(await placesOf(acme)).toEqual([{ date: '2026-12-05', events: 3 }]);
    clock.forward(7);
    await purger.run();
    expect(await placesOf(acme)).toEqual([{ date: 'infinity', events: 3 }]);
    expect(await idsOf(fixture, acme)).toEqual(held);
  });

  it('holds by the time of an event and by everything else that can be asked', async () => {
    const { organization, clock, purger, app, writer } = fixture;
    const acme = await organization(7);
    const at = (seconds: number) => new Date(clock.now().getTime() + seconds * 1_000);
    const event = (seconds: number, over: object = {}) => anEvent({ occurred_at: at(seconds), ...over });
    const events = [
      event(0),
      event(1, { summary: 'Dr. Who opened the chart' }),
      event(2, { details: { case: { number: '4711' } } }),
      event(3, { context: { ip: '198.51.100.9' } }),
      event(4, { outcome: 'denied' }),
    ];
    await writer.write(acme, events);
    await placeHold(app, acme, { where: [{ field: 'text', words: 'chart', form: 'all' }] });
    await placeHold(app, acme, { where: [{ field: 'details', path: ['case', 'number'], is: '4711' }] });
    await placeHold(app, acme, { where: [{ field: 'ip', within: '198.51.100.0/24' }] });
    await placeHold(app, acme, { from: at(4).toISOString(), to: at(5).toISOString() });
    clock.forward(8);
    expect(await purger.run()).toMatchObject({ events: 1, moved: 4 });
    expect(await idsOf(fixture, acme)).toEqual(events.slice(1).map(({ id }) => id));
  });

  it('never drops what holds keep, whoever asks', async () => {
    const { organization, clock, purger, app, store } = fixture;
    const acme = await organization(7);
    const held = await write(acme, 3);
    await placeHold(app, acme);
    clock.forward(8);
    await purger.run();
    clock.forward(36_500);
    expect((await store.dates('9999-01-01')).map(({ date }) => date)).not.toContain('infinity');
    await expect(store.drop('infinity', await store.fingerprint('infinity'))).rejects.toThrow(
      'never dropped',
    );
    expect(await idsOf(fixture, acme)).toEqual(held);
  });

  it('begins again when a hold is placed between stock-taking and the drop', async () => {
    const { organization, clock, purger, app } = fixture;
    const acme = await organization(7);
    const held = await write(acme, 5);
    clock.forward(8);
    let placed = 0;
    const result = await purger.run({
      onStep: async (step) => {
        if (step === 'announced' && ++placed === 1) await placeHold(app, acme);
      },
    });
    expect(result).toMatchObject({ dates: ['2026-11-28'], events: 0, moved: 5 });
    expect(await idsOf(fixture, acme)).toEqual(held);
  });

  it('takes what was counted of them along, there and back', async () => {
    const { organization, clock, purger, app, admin, unholder } = fixture;
    const acme = await organization(7);
    await write(acme, 9);
    await write(acme, 9, ofSam);
    const counts = new CountStore(app);
    await counts.count(acme, 15);
    const hold = await placeHold(app, acme, { where: [JANE] });
    clock.forward(8);
    await purger.run({ batch: 4 });
    expect(await differencesFromRecount(admin)).toEqual([]);
    await counts.count(acme, 1_000);
    await releaseHold(app, acme, hold);
    await unholder.run({ batch: 4 });
    expect(await differencesFromRecount(admin)).toEqual([]);
    const [row] = await sql(admin, 'SELECT sum(n0 + n1 + n2 + n3)::int AS n FROM event_counts');
    expect(row?.n).toBeGreaterThanOrEqual(9);
  });

  it('an actor that holds name is not forgotten while their events are held', async () => {
    const { organization, clock, purger, app, admin } = fixture;
    const acme = await organization(7);
    await write(acme, 2);
    await write(acme, 2, ofSam);
    const hold = await placeHold(app, acme, { where: [JANE] });
    clock.forward(8);
    await purger.run();
    const actors = await sql<{ id: string }>(
      admin,
      `SELECT id FROM event_actors WHERE organization_id = $1 AND type = 'user'`,
      [acme],
    );
    expect(actors.map(({ id }) => id)).toEqual(['u1']);
    await releaseHold(app, acme, hold);
    await fixture.unholder.run();
    clock.forward(2);
    await purger.run();
    expect(
      await sql(admin, `SELECT id FROM event_actors WHERE organization_id = $1 AND type = 'user'`, [acme]),
    ).toEqual([]);
  });
});

describe('when a hold is released', () => {
  it('what it held gets the date of its policy back, though none that has passed', async () => {
    const { organization, clock, purger, app, unholder, setDays, admin } = fixture;
    const [short, long] = [await organization(7), await organization(7)];
    await write(short, 25);
    await write(long, 3);
    const [one, two] = [await placeHold(app, short), await placeHold(app, long)];
    clock.forward(8);
    await purger.run();
    await setDays(long, 30);
    await releaseHold(app, short, one);
    await releaseHold(app, long, two);
    expect(await unholder.run({ batch: 10 })).toEqual({ organizations: 2, examined: 28, moved: 28 });
    expect(await placesOf(short)).toEqual([{ date: '2026-11-29', events: 25 }]);
    expect(await placesOf(long)).toEqual([{ date: '2026-12-21', events: 3 }]);
    expect(await homesOf(short)).toEqual([]);
    expect(await sql(admin, 'SELECT FROM unholdings')).toEqual([]);
    clock.forward(1);
    expect(await purger.run()).toMatchObject({ dates: ['2026-11-29'], events: 25 });
    expect(await idsOf(fixture, short)).toEqual([]);
  });

  it('what another hold matches too stays', async () => {
    const { organization, clock, purger, app, unholder } = fixture;
    const acme = await organization(7);
    const janes = await write(acme, 12);
    await write(acme, 12, ofSam);
    const all = await placeHold(app, acme);
    await placeHold(app, acme, { where: [JANE] });
    clock.forward(8);
    await purger.run();
    await releaseHold(app, acme, all);
    expect(await unholder.run({ batch: 5 })).toMatchObject({ examined: 24, moved: 12 });
    expect(await placesOf(acme)).toEqual([
      { date: '2026-11-29', events: 12 },
      { date: 'infinity', events: 12 },
    ]);
    clock.forward(2);
    await purger.run();
    expect(await idsOf(fixture, acme)).toEqual(janes);
  });

  it('goes on where a crash stopped it, and begins anew when another is released meanwhile', async () => {
    const { organization, clock, purger, app, unholder } = fixture;
    const acme = await organization(7);
    await write(acme, 20);
    await write(acme, 20, ofSam);
    const [jane, all] = [await placeHold(app, acme, { where: [JANE] }), await placeHold(app, acme)];
    clock.forward(8);
    await purger.run();
    await releaseHold(app, acme, all);
    const crash = (): void => {
      throw new Error('crash');
    };
    await expect(unholder.run({ batch: 8, onBatch: crash })).rejects.toThrow('crash');
    let batches = 0;
    const release = async (): Promise<void> => {
      if (++batches === 2) await releaseHold(app, acme, jane);
    };
    const { examined, moved } = await unholder.run({ batch: 8, onBatch: release });
    expect({ examined, moved }).toEqual({ examined: 8 + 8 + 36, moved: 40 });
    expect(await placesOf(acme)).toEqual([{ date: '2026-11-29', events: 40 }]);
  });

  it('nothing that is placed anew meanwhile is lost', async () => {
    const { organization, clock, purger, app, unholder } = fixture;
    const acme = await organization(7);
    const held = await write(acme, 20);
    const hold = await placeHold(app, acme);
    clock.forward(8);
    await purger.run();
    await releaseHold(app, acme, hold);
    await unholder.run({ batch: 8, onBatch: () => placeHold(app, acme).then(() => undefined) });
    clock.forward(2);
    await purger.run();
    expect(await idsOf(fixture, acme)).toEqual(held);
  });
});
