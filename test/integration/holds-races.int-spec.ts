import { Random } from '../bench/random';
import { OTHER_EVENTS, race, type RaceResult } from '../support/hold-races';
import { eventsOf, idsOf, openRetention, sql, type RetentionFixture } from '../support/retention-fixture';
import { placeHold } from '../support/test-holds';
import { until } from '../support/until';

const SEED = 20_261_128;
const DATES = 15;
const RACES = 10;

let fixture: RetentionFixture;

beforeEach(async () => {
  fixture = await openRetention();
});

afterEach(() => fixture.close());

async function races(count: number, dates: number): Promise<RaceResult> {
  const racers = { acme: await fixture.organization(1), other: await fixture.organization(1) };
  const total = { held: 0, lost: 0, gone: 0, erased: 0 };
  for (let round = 0; round < count; round++) {
    const result = await race(fixture, racers, dates, new Random(SEED + round));
    for (const key of ['held', 'lost', 'gone', 'erased'] as const) total[key] += result[key];
  }
  return total;
}

/** The same question without one of its parts: the test below must notice. */
async function takeFromFingerprint(part: string): Promise<void> {
  const [row] = await sql<{ definition: string }>(
    fixture.admin,
    `SELECT pg_get_functiondef('purge_fingerprint(date)'::regprocedure) AS definition`,
  );
  const definition = row?.definition ?? '';
  expect(definition).toContain(part);
  await sql(fixture.admin, definition.replace(part, '0'));
}

describe('a hold that is placed while a purge, a re-homing, an erasure and appends run', () => {
  it(`loses nothing that was there, nor anything that came later, over ${RACES * DATES} rounds`, async () => {
    const { held, lost, gone, erased } = await races(RACES, DATES);
    expect(lost).toBe(0);
    expect(held).toBeGreaterThan(RACES * DATES * 5);
    expect(gone).toBe(RACES * DATES * OTHER_EVENTS);
    expect(erased).toBeGreaterThan(0);
  }, 600_000);

  it('would lose some if the drop did not compare the version of the holds (negative control)', async () => {
    await takeFromFingerprint('coalesce(k.version, 0)');
    expect((await races(2, DATES)).lost).toBeGreaterThan(0);
  }, 120_000);
});

describe('a drop that is under way', () => {
  it('is waited for by a hold, which then finds what is left', async () => {
    const { organization, clock, writer, app, purger, store } = fixture;
    const acme = await organization(7);
    await writer.write(acme, eventsOf(clock, 5));
    const young = eventsOf(clock, 1, -1);
    await writer.write(acme, young);
    clock.forward(8);
    await expect(
      purger.run({
        onStep: (step) => {
          if (step === 'announced') throw new Error('stop');
        },
      }),
    ).rejects.toThrow('stop');
    const fingerprint = await store.fingerprint('2026-11-28');
    const seen: string[] = [];
    let placing: Promise<unknown> = Promise.resolve();
    await app.inOrganization(acme, async (client) => {
      const { rows } = await client.query('SELECT drop_events_partition($1, $2) AS result', [
        '2026-11-28',
        fingerprint,
      ]);
      expect(rows).toEqual([{ result: 'dropped' }]);
      placing = placeHold(app, acme, {}, async (own) => {
        const found = await own.query<{ id: string }>(
          `SELECT id FROM events WHERE organization_id = $1 AND action = 'member.role_changed'`,
          [acme],
        );
        seen.push(...found.rows.map(({ id }) => id));
      });
      await waiting();
      expect(seen).toEqual([]);
    });
    await placing;
    expect(seen).toEqual(young.map(({ id }) => id));
    expect(await idsOf(fixture, acme)).toEqual(seen);
  });

  /** Until somebody waits for the table. */
  async function waiting(): Promise<void> {
    await until('a hold that waits', async () => {
      const rows = await sql(
        fixture.admin,
        `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'LOCK TABLE%' AND datname = current_database()`,
      );
      return rows.length > 0;
    });
  }
});
