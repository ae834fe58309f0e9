import { createHash } from 'node:crypto';
import { PLATFORM_LOG_ID } from '../../src/platform/database/tenant';
import { eventsOf, idsOf, openRetention, sql, type RetentionFixture } from '../support/retention-fixture';

let fixture: RetentionFixture;

beforeEach(async () => {
  fixture = await openRetention();
});

afterEach(() => fixture.close());

const write = async (organizationId: string, count: number, daysAgo = 0): Promise<string[]> => {
  const events = eventsOf(fixture.clock, count, daysAgo);
  const results = await fixture.writer.write(organizationId, events);
  expect(results.every(({ status }) => status === 'stored')).toBe(true);
  return events.map(({ id }) => id);
};

const actionsOf = async (organizationId: string): Promise<string[]> => {
  const rows = await sql<{ action: string }>(
    fixture.admin,
    `SELECT action FROM events WHERE organization_id = $1 AND action LIKE 'retention.%' ORDER BY sequence`,
    [organizationId],
  );
  return rows.map(({ action }) => action);
};

describe('a purge', () => {
  it('drops exactly what has expired, whatever mix of policies shares the partition', async () => {
    const { organization, clock, purger } = fixture;
    const [short, long, ever] = [await organization(7), await organization(3_650), await organization(null)];
    const old = await write(short, 25);
    const kept = { long: await write(long, 10), ever: await write(ever, 10) };
    clock.forward(1);
    const young = await write(short, 5);

    clock.forward(6); // the expiry date itself has not passed yet
    expect(await purger.run()).toMatchObject({ dates: [], events: 0 });
    clock.forward(1);
    expect(await purger.run({ batch: 10 })).toMatchObject({
      dates: ['2026-11-28'],
      events: 25,
      moved: 0,
      refused: 0,
    });

    expect(await idsOf(fixture, short)).toEqual(young);
    expect(await idsOf(fixture, long)).toEqual(kept.long);
    expect(await idsOf(fixture, ever)).toEqual(kept.ever);
    expect(old).toHaveLength(25);
    expect(await actionsOf(short)).toEqual(['retention.purge_started', 'retention.purged']);
    expect(await actionsOf(long)).toEqual([]);
    expect(await purger.run()).toMatchObject({ dates: [], events: 0 });
  });

  it('records what went: counts, times, ranges, their hash, and the leaf hashes', async () => {
    const { organization, clock, purger, admin } = fixture;
    const acme = await organization(7);
    await write(acme, 1_500);
    await write(acme, 3, -1); // the day after: sequences 1501 to 1503 stay
    await write(acme, 10);
    const leaves = await sql<{ leaf: string }>(
      admin,
      `SELECT encode(leaf_hash, 'hex') AS leaf FROM events WHERE expires_on = '2026-11-28' ORDER BY sequence`,
    );
    clock.forward(8);
    await purger.run();

    const [purge] = await sql(admin, 'SELECT *, expires_on::text AS date FROM purges');
    expect(purge).toMatchObject({
      organization_id: acme,
      date: '2026-11-28',
      events: '1510',
      range_count: 2,
      ranges: '[[1,1500],[1504,1513]]',
      policy_version: '1',
    });
    expect(purge?.ranges_sha256).toBe(createHash('sha256').update('[[1,1500],[1504,1513]]').digest('hex'));
    expect(purge?.first_occurred_at).toEqual(new Date('2026-11-21T12:00:00.000Z'));
    expect(purge?.last_occurred_at).toEqual(new Date('2026-11-21T12:00:01.499Z'));
    const kept = await sql<{ hashes: string; first_sequence: string }>(
      admin,
      `SELECT first_sequence, encode(hashes, 'hex') AS hashes FROM purged_leaves ORDER BY first_sequence`,
    );
    expect(kept.map(({ first_sequence }) => first_sequence)).toEqual(['1', '1024', '1504']);
    expect(kept.map(({ hashes }) => hashes).join('')).toBe(leaves.map(({ leaf }) => leaf).join(''));
    const homes = await sql(admin, `SELECT FROM event_homes WHERE expires_on = '2026-11-28'`);
    expect(homes).toEqual([]);
  });

  it('moves on what a longer policy keeps by now, and searches find it there', async () => {
    const { organization, clock, purger, setDays, admin } = fixture;
    const [acme, other] = [await organization(7), await organization(7)];
    const kept = await write(acme, 30);
    await write(other, 30);
    await setDays(acme, 365);
    clock.forward(8);
    expect(await purger.run({ batch: 10 })).toMatchObject({ dates: ['2026-11-28'], events: 30, moved: 30 });

    expect(await idsOf(fixture, acme)).toEqual(kept);
    expect(await idsOf(fixture, other)).toEqual([]);
    const homes = await sql(
      admin,
      `SELECT expires_on::text, first_day::text, last_day::text FROM event_homes WHERE organization_id = $1`,
      [acme],
    );
    expect(homes).toEqual([{ expires_on: '2027-11-22', first_day: '2026-11-21', last_day: '2026-11-21' }]);
    expect(await actionsOf(acme)).toEqual([]);
  });

  it('lets nothing back in, and answers that it has expired', async () => {
    const { organization, clock, purger, writer } = fixture;
    const acme = await organization(7);
    await write(acme, 1);
    const late = eventsOf(clock, 1);
    clock.forward(8);
    await purger.run();
    clock.forward(-1); // another host, whose clock is late
    expect(await writer.write(acme, late)).toMatchObject([
      { status: 'rejected', code: 'event.already_expired' },
    ]);
  });

  it('leaves room for new events when it ran under a clock that had jumped', async () => {
    const { organization, clock, purger, writer, admin, ahead } = fixture;
    const acme = await organization(7);
    await write(acme, 1);
    clock.forward(300);
    await purger.run();
    clock.forward(-300);
    fixture.expiry.forget(acme);
    await write(acme, 3);
    const rows = await sql<{ date: string }>(
      admin,
      `SELECT DISTINCT expires_on::text AS date FROM events WHERE organization_id = $1 AND action = 'member.role_changed'`,
      [acme],
    );
    expect(rows).toEqual([{ date: '2026-11-29' }]);
    await ahead.create();
    expect(await ahead.ready()).toBe(true);
    expect(await writer.write(acme, eventsOf(clock, 1, 30))).toMatchObject([
      { code: 'event.already_expired' },
    ]);
  });

  it('purges at most two dates; more wait for an operator, and the platform log says so once', async () => {
    const { organization, clock, purger } = fixture;
    const acme = await organization(7);
    const ids: string[] = [];
    for (let day = 0; day < 3; day++) {
      ids.push(...(await write(acme, 2)));
      clock.forward(1);
    }
    clock.forward(365);
    expect(await purger.run()).toMatchObject({ dates: [], refused: 3 });
    expect(await purger.run()).toMatchObject({ dates: [], refused: 3 });
    expect(await idsOf(fixture, acme)).toEqual(ids);
    expect(await actionsOf(PLATFORM_LOG_ID)).toEqual(['retention.purge_refused']);
    expect(await purger.run({ mostDates: 3 })).toMatchObject({
      dates: ['2026-11-28', '2026-11-29', '2026-11-30'],
      events: 6,
    });
  });

  it('forgets who acted, and from where, once none of their events is left', async () => {
    const { organization, clock, purger, writer, admin } = fixture;
    const acme = await organization(7);
    const gone = eventsOf(clock, 3).map((event) => ({
      ...event,
      actor: { ...event.actor, id: 'gone', name: 'Gone' },
    }));
    await writer.write(acme, [...gone, ...eventsOf(clock, 2)]);
    clock.forward(1);
    await write(acme, 2);
    clock.forward(7);
    await purger.run();
    const actors = await sql<{ id: string }>(
      admin,
      'SELECT id FROM event_actors WHERE organization_id = $1 ORDER BY id',
      [acme],
    );
    expect(actors.map(({ id }) => id)).toEqual(['daybook', 'u1']);
    const addresses = await sql<{ actor: string }>(
      admin,
      'SELECT actor FROM actor_addresses WHERE organization_id = $1',
      [acme],
    );
    expect(addresses).toEqual([{ actor: 'user:u1' }]);
  });
});
