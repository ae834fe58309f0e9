import { eventsOf, idsOf, openRetention, sql, type RetentionFixture } from '../support/retention-fixture';

let fixture: RetentionFixture;
let acme: string;
let other: string;

beforeAll(async () => {
  fixture = await openRetention();
  const { organization, clock, writer, purger, rehomer, setDays } = fixture;
  [acme, other] = [await organization(7), await organization(7)];
  for (const id of [acme, other]) await writer.write(id, eventsOf(clock, 3));
  clock.forward(8);
  await purger.run();
  await writer.write(acme, eventsOf(clock, 3));
  for (const id of [acme, other]) await setDays(id, 5);
  await rehomer.run({ restMs: -1 });
});

afterAll(() => fixture.close());

describe("the application's role", () => {
  it.each([
    'DELETE FROM events',
    'UPDATE events SET expires_on = expires_on - 1',
    'TRUNCATE events',
    'DROP TABLE events_20261204',
    'DELETE FROM events_20261204',
    'SELECT FROM events_20261204',
    'ALTER TABLE events DETACH PARTITION events_20261204',
    'UPDATE event_partitions SET dropped_at = NULL',
    'DELETE FROM event_homes',
    'DELETE FROM purged_leaves',
    `INSERT INTO purged_leaves VALUES ('${'0'.repeat(8)}-0000-0000-0000-000000000000', '2026-01-01', 1, 1, '')`,
    'DELETE FROM purges',
    'DELETE FROM rehomings',
    'DELETE FROM retention_policies',
    `SELECT move_events('2026-12-04', ARRAY[1::bigint], ARRAY['2026-12-05'::date], ARRAY['2026-11-29'::date])`,
    `SELECT forget_homes('2026-12-04')`,
    `SELECT is_purge_announced('2026-12-04')`,
  ])('cannot run %s', async (statement) => {
    const refused = fixture.app.inOrganization(acme, (client) => client.query(statement));
    await expect(refused).rejects.toMatchObject({ code: '42501' });
  });
});

describe('another organization', () => {
  it.each(['retention_policies', 'purges', 'purged_leaves', 'rehomings', 'event_homes'])(
    'sees nothing of %s',
    async (table) => {
      const all = await sql<{ organization_id: string }>(
        fixture.admin,
        `SELECT organization_id FROM ${table}`,
      );
      expect(new Set(all.map((row) => row.organization_id)).size).toBeGreaterThan(1);
      const seen = await fixture.app.inOrganization(acme, (client) =>
        client.query(`SELECT organization_id FROM ${table}`),
      );
      expect(new Set(seen.rows.map((row: { organization_id: string }) => row.organization_id))).toEqual(
        new Set([acme]),
      );
      const nobody = await fixture.app.use((client) => client.query(`SELECT organization_id FROM ${table}`));
      expect(nobody.rows).toEqual([]);
    },
  );

  it('cannot be settled, reset or forgotten from here', async () => {
    const { app, admin } = fixture;
    const before = await sql(admin, 'SELECT sequence, expires_on FROM events WHERE organization_id = $1', [
      other,
    ]);
    const actors = await sql(admin, 'SELECT key FROM event_actors WHERE organization_id = $1', [other]);
    await app.inOrganization(acme, async (client) => {
      for (const { expires_on } of (
        await client.query<{ expires_on: string }>(
          'SELECT DISTINCT expires_on::text FROM event_partitions WHERE dropped_at IS NULL',
        )
      ).rows) {
        await client.query(`SELECT * FROM settle_events($1, 0, 1000, $2, '{}')`, [expires_on, '2026-11-29']);
        await client.query('SELECT forget_empty_home($1)', [expires_on]);
        await client.query('SELECT reset_purge($1)', [expires_on]);
      }
      await client.query(`SELECT * FROM forget_actors('00000000-0000-0000-0000-000000000000', 100)`);
    });
    expect(
      await sql(admin, 'SELECT sequence, expires_on FROM events WHERE organization_id = $1', [other]),
    ).toEqual(before);
    expect(await sql(admin, 'SELECT key FROM event_actors WHERE organization_id = $1', [other])).toEqual(
      actors,
    );
    expect(await idsOf(fixture, acme)).toHaveLength(3);
  });
});

describe('partitions ahead', () => {
  it('are made for the coming days under every policy in force', async () => {
    const { ahead, organization } = fixture;
    await organization(366);
    await ahead.create();
    expect(await ahead.ready()).toBe(true);
    await organization(30);
    expect(await ahead.ready()).toBe(false);
    expect(await ahead.create()).toBe(4);
    expect(await ahead.ready()).toBe(true);
    expect(await ahead.create()).toBe(0);
    fixture.clock.forward(3);
    expect(await ahead.ready()).toBe(false);
  });
});
