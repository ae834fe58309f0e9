import { setTimeout as delay } from 'node:timers/promises';
import type { NewEvent } from '../../src/modules/audit/audit.event';
import { EventWriter } from '../../src/modules/audit/recording/event-writer';
import type { ErasureDetail, ErasureView } from '../../src/modules/erasure/erasure.contract';
import { DEFAULT_ERASURE_OPTIONS, ERASURE_OPTIONS } from '../../src/modules/erasure/work/erasure-options';
import { ErasureWork } from '../../src/modules/erasure/work/erasure-work';
import { isProtected, PROTECTED_SQL } from '../../src/modules/erasure/requests/protected';
import { applicationUrl } from '../../src/platform/database/database-roles';
import { DatabasePool } from '../../src/platform/database/pools';
import { Random } from '../bench/random';
import { anEvent } from '../support/log-fixture';
import { differencesFromRecount } from '../support/recount';
import { startTestApp, type TestApp } from '../support/test-app';
import { createTestDatabase, TEST_SECRET, type TestDatabase } from '../support/test-database';
import { placeHold, REASON, releaseHold } from '../support/test-erasures';
import { join, signUpOwner, type TestPerson } from '../support/test-people';
import { brokenLeaves, storedRows } from '../support/tombstones';

let test: TestApp;
let admin: DatabasePool;
let database: TestDatabase;
let olivia: TestPerson;
let otto: TestPerson;

/** Erasures begin when these tests say so: this process only serves. */
beforeAll(async () => {
  database = await createTestDatabase();
  const url = applicationUrl(database.url, TEST_SECRET);
  test = await startTestApp({
    database,
    settings: { role: 'api', database: { url, poolSize: 6, allowUnsafe: true } },
    overrides: [{ token: ERASURE_OPTIONS, value: { ...DEFAULT_ERASURE_OPTIONS, windowEvents: 10 } }],
  });
  admin = new DatabasePool(database.url, 'test-admin', 4);
  olivia = await signUpOwner(test);
  otto = await join(test, olivia, 'otto@example.com', 'owner', 'Otto Other');
});

afterAll(async () => {
  await admin.close();
  await test.close();
  await database.drop();
});

const write = (events: NewEvent[]) =>
  test.app.get(EventWriter, { strict: false }).write(olivia.organizationId, events);

/** Agreed to, and not begun. */
async function agreed(ids: readonly string[]): Promise<string> {
  const body = { event_ids: ids, expected_count: ids.length, reason: REASON };
  const { body: asked } = await olivia.client.post('/v1/erasures', body).expect(202);
  const { id } = asked as ErasureView;
  await otto.client.put(`/v1/erasures/${id}/approval`).expect(200);
  return id;
}

const carryOut = (id: string): Promise<void> =>
  test.app.get(ErasureWork).carryOut(olivia.organizationId, id, new AbortController().signal);

const view = async (id: string): Promise<ErasureDetail> =>
  (await olivia.client.get(`/v1/erasures/${id}`).expect(200)).body as ErasureDetail;

describe('an erasure at the same moment as something else', () => {
  it('takes nothing that a hold matches from the moment it is placed, 40 times', async () => {
    const random = new Random(11);
    for (let round = 0; round < 40; round++) {
      const events = Array.from({ length: 40 }, () =>
        anEvent({ action: 'note.saved', resource: { type: 'note', id: `held-${round}`, name: null } }),
      );
      await write(events);
      const ids = events.map(({ id }) => id);
      const id = await agreed(ids);
      const whole = async (): Promise<string[]> => {
        const { rows } = await admin.pool.query<{ id: string }>(
          'SELECT id FROM events WHERE organization_id = $1 AND id = ANY ($2) AND target IS NOT NULL ORDER BY id',
          [olivia.organizationId, ids],
        );
        return rows.map((row) => row.id);
      };
      const placed = delay(random.below(60)).then(async () => {
        const hold = await placeHold(test, olivia, `held-${round}`);
        return { hold, left: await whole() };
      });
      await carryOut(id);
      const { hold, left } = await placed;
      expect(await whole()).toEqual(left);
      const { erased, skipped } = await view(id);
      expect([erased, skipped.held ?? 0]).toEqual([40 - left.length, left.length]);
      await releaseHold(test, hold);
    }
  }, 120_000);

  it('is carried out by several workers, each window by one of them', async () => {
    const events = Array.from({ length: 300 }, (_, n) => anEvent({ action: 'note.saved', details: { n } }));
    await write(events);
    const id = await agreed(events.map((event) => event.id));
    await Promise.all([carryOut(id), carryOut(id), carryOut(id)]);
    expect(await view(id)).toMatchObject({ state: 'done', erased: 300, skipped: {} });
    const rows = await storedRows(admin, olivia.organizationId);
    expect(brokenLeaves(rows)).toEqual([]);
    const log = await test.events(olivia.organizationId);
    const told = log.filter(
      ({ action, resource }) => /^erasure\.(started|completed)/.test(action) && resource?.id === id,
    );
    expect(told.map(({ action }) => action)).toEqual(['erasure.started', 'erasure.completed']);
  });

  it('keeps no append waiting for long, and loses none', async () => {
    const events = Array.from({ length: 1_000 }, (_, n) => anEvent({ action: 'note.saved', details: { n } }));
    await write(events);
    const id = await agreed(events.map((event) => event.id));
    const state = { going: true };
    const appending = (async () => {
      let [slowest, count] = [0, 0];
      while (state.going) {
        const begun = performance.now();
        const [result] = await write([anEvent({ action: 'note.appended' })]);
        slowest = Math.max(slowest, performance.now() - begun);
        if (result?.status === 'stored') count += 1;
      }
      return { slowest, count };
    })();
    const begun = performance.now();
    await carryOut(id);
    const whole = performance.now() - begun;
    state.going = false;
    const { slowest, count } = await appending;
    expect(count).toBeGreaterThan(10);
    // The longer the slower the machine is; who waited for the end would have waited for all of it.
    expect(slowest).toBeLessThan(Math.max(250, whole / 3));
    const { rows } = await admin.pool.query(
      "SELECT FROM events WHERE action = 'note.appended' AND target IS NOT NULL",
    );
    expect(rows).toHaveLength(count);
    expect(await differencesFromRecount(admin)).toEqual([]);
  });

  it('asks the same of an event in SQL and in code, whether it is protected', async () => {
    const actions = [
      'erasure.started',
      'retention.purged',
      'legal_hold.placed',
      'note.saved',
      'retentions.x',
    ];
    const key = { api_key_id: '00000000-0000-4000-8000-000000000001', ip: null, request_id: 'r' };
    const events = actions.flatMap((action) =>
      [null, key].flatMap((reported_by) =>
        (['read', 'delete'] as const).map((operation) => anEvent({ action, reported_by, operation })),
      ),
    );
    await write(events);
    const { rows } = await admin.pool.query<{ id: string; protected: boolean }>(
      `SELECT id, ${PROTECTED_SQL} AS protected FROM events WHERE id = ANY ($1)`,
      [events.map(({ id }) => id)],
    );
    const inSql = new Map(rows.map((row) => [row.id, row.protected]));
    expect(events.map(({ id }) => inSql.get(id))).toEqual(
      events.map((event) => isProtected({ ...event, tombstone: false })),
    );
    expect([...inSql.values()].filter(Boolean)).toHaveLength(3);
  });
});
