import { once } from 'node:events';
import { EventCounting } from '../../src/modules/audit/audit.counting';
import { EventWriter } from '../../src/modules/audit/recording/event-writer';
import type { ErasureDetail, ErasureView } from '../../src/modules/erasure/erasure.contract';
import { ErasureSweeper } from '../../src/modules/erasure/erasure.sweeper';
import { DEFAULT_ERASURE_OPTIONS, ERASURE_OPTIONS } from '../../src/modules/erasure/work/erasure-options';
import { ErasureWork } from '../../src/modules/erasure/work/erasure-work';
import { applicationUrl } from '../../src/platform/database/database-roles';
import { DatabasePool } from '../../src/platform/database/pools';
import { QUEUE_OPTIONS } from '../../src/platform/queue/queue-options';
import { Random } from '../bench/random';
import { runChild, type Child } from '../support/child-process';
import type { ErasureOrder } from '../support/erasure-order';
import { randomEvent } from '../support/random-events';
import { differencesFromRecount } from '../support/recount';
import { SHORT_LOCKS } from '../support/short-locks';
import { startTestApp, type TestApp } from '../support/test-app';
import { createTestDatabase, TEST_SECRET, type TestDatabase } from '../support/test-database';
import { over, REASON } from '../support/test-erasures';
import { join, signUpOwner, type TestPerson } from '../support/test-people';
import { brokenLeaves, storedRows, untouchable } from '../support/tombstones';

const EVENTS = 2_000;
const CRASHES = 20;
const KILLS = 2;

/** The API serves in this process, the work is done by others, which are killed. */
describe('an erasure whose worker is killed', () => {
  let test: TestApp;
  let admin: DatabasePool;
  let database: TestDatabase;
  let olivia: TestPerson;
  let otto: TestPerson;
  const children: Child[] = [];
  let steps = 0;
  const onStep = (): void => {
    if (--steps === 0) throw new Error('crash');
  };

  /** In this process: stopped after a step, or its connections cut in the midst of one. */
  const crash = async (id: string, random: Random): Promise<void> => {
    steps = 1 + random.below(3);
    const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name IN ('daybook-job', 'daybook-main')`;
    const cutting = setTimeout(() => void admin.pool.query(cut), random.below(40));
    const work = test.app.get(ErasureWork).carryOut(olivia.organizationId, id, new AbortController().signal);
    await expect(work).rejects.toThrow();
    clearTimeout(cutting);
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    const url = applicationUrl(database.url, TEST_SECRET);
    test = await startTestApp({
      database,
      settings: { role: 'api', database: { url, poolSize: 6, allowUnsafe: true } },
      overrides: [
        { token: QUEUE_OPTIONS, value: SHORT_LOCKS },
        {
          token: ERASURE_OPTIONS,
          value: { ...DEFAULT_ERASURE_OPTIONS, windowEvents: 15, mostFailures: 1_000, onStep },
        },
      ],
    });
    admin = new DatabasePool(database.url, 'test-admin', 2);
    olivia = await signUpOwner(test);
    otto = await join(test, olivia, 'otto@example.com', 'owner', 'Otto Other');
  });

  afterAll(async () => {
    for (const child of children) await child.kill();
    await admin.close();
    await test.close();
    await database.drop();
  });

  const worker = async (dieAtStep?: number, afterMs = 0): Promise<Child> => {
    const order: ErasureOrder = {
      settings: test.settings,
      ...(dieAtStep === undefined ? {} : { dieAtStep, afterMs }),
    };
    const child = await runChild('erasure-worker.child.ts', JSON.stringify(order));
    children.push(child);
    return child;
  };

  it(`goes on where it was, ${CRASHES + KILLS} times, and erases everything once`, async () => {
    const random = new Random(7);
    const events = Array.from({ length: EVENTS }, (_, n) => randomEvent(random, n, 'acme'));
    await test.app.get(EventWriter, { strict: false }).write(olivia.organizationId, events);
    await test.app.get(EventCounting).run();
    const before = await storedRows(admin, olivia.organizationId);
    const query = { from: '2026-10-31', to: '2026-11-25', source: ['ai', 'patient_activity'] };
    const chosen = before.filter(
      ({ source, occurred_at: at }) =>
        query.source.includes(source as string) && (at as Date) < new Date('2026-11-25T00:00:00Z'),
    );
    const { body } = await olivia.client
      .post('/v1/erasures', { query, expected_count: chosen.length, reason: REASON })
      .expect(202);
    const { id } = body as ErasureView;
    await otto.client.put(`/v1/erasures/${id}/approval`).expect(200);

    for (let n = 0; n < CRASHES; n++) await crash(id, random);
    steps = -1;
    for (let kill = 0; kill < KILLS; kill++) {
      const dying = await worker(1 + random.below(4), random.below(3) * random.below(8));
      const died = once(dying.process, 'exit');
      await test.app.get(ErasureSweeper).sweep();
      await died;
    }
    const { body: half } = await olivia.client.get(`/v1/erasures/${id}`).expect(200);
    expect(half).toMatchObject({ state: 'running', finished_at: null });
    await worker();
    const done = await over<ErasureDetail>(test, olivia, id);
    expect(done).toMatchObject({ state: 'done', erased: chosen.length, skipped: {} });

    const after = (await storedRows(admin, olivia.organizationId)).slice(0, before.length);
    expect(untouchable(after)).toEqual(untouchable(before));
    expect(brokenLeaves(after)).toEqual([]);
    const erased = after.filter(({ erasure }) => erasure !== null);
    expect(erased.map(({ sequence }) => sequence)).toEqual(chosen.map(({ sequence }) => sequence));
    for (const { erasure, actor, target } of erased) {
      expect((JSON.parse(erasure ?? '') as { by: unknown[] }).by).toHaveLength(1);
      expect([actor, target]).toEqual([null, null]);
    }
    expect(await differencesFromRecount(admin)).toEqual([]);
    const log = await test.events(olivia.organizationId);
    const told = log.filter(({ action }) => /^erasure\.(started|completed|failed)/.test(action));
    expect(told.map(({ action }) => action)).toEqual(['erasure.started', 'erasure.completed']);
  }, 300_000);
});
