import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NewEvent } from '../../src/modules/audit/audit.event';
import { EventWriter } from '../../src/modules/audit/recording/event-writer';
import type { Export } from '../../src/modules/exports/exports.contract';
import { ExportSweeper } from '../../src/modules/exports/exports.sweeper';
import { applicationUrl } from '../../src/platform/database/database-roles';
import { QUEUE_OPTIONS } from '../../src/platform/queue/queue-options';
import { runChild, type Child } from '../support/child-process';
import { anEvent } from '../support/log-fixture';
import { SHORT_LOCKS } from '../support/short-locks';
import { startTestApp, type TestApp } from '../support/test-app';
import { createTestDatabase, TEST_SECRET, type TestDatabase } from '../support/test-database';
import { signUpOwner, type TestPerson } from '../support/test-people';
import { until } from '../support/until';
import type { WorkerOrder } from '../support/worker-order';

const OPTIONS = { partRows: 100, leaseMs: 1_000, mostFailures: 2 };
const EVENTS = 1_000;

const events = (): NewEvent[] =>
  Array.from({ length: EVENTS }, (_, n) =>
    anEvent({
      source: 'ehr',
      summary: `note ${n}, with "quotes"\nand 🩺`,
      details: { n, text: 'x'.repeat(n) },
    }),
  );

/** The API serves in this process, the work is done by others, which can be killed. */
describe('an export whose worker is killed', () => {
  let test: TestApp;
  let database: TestDatabase;
  let owner: TestPerson;
  let children: Child[];

  beforeEach(async () => {
    children = [];
    database = await createTestDatabase();
    const databaseSettings = {
      url: applicationUrl(database.url, TEST_SECRET),
      poolSize: 6,
      allowUnsafe: true,
    };
    test = await startTestApp({
      database,
      settings: { role: 'api', database: databaseSettings },
      overrides: [{ token: QUEUE_OPTIONS, value: SHORT_LOCKS }],
    });
    owner = await signUpOwner(test);
    await test.app.get(EventWriter, { strict: false }).write(owner.organizationId, events());
  });

  afterEach(async () => {
    for (const child of children) await child.kill();
    await test.close();
    await database.drop();
  });

  const worker = async (dieAtSync?: number): Promise<Child> => {
    const order: WorkerOrder = {
      settings: test.settings,
      queue: SHORT_LOCKS,
      exports: OPTIONS,
      ...(dieAtSync === undefined ? {} : { dieAtSync }),
    };
    const child = await runChild('worker.child.ts', JSON.stringify(order));
    children.push(child);
    return child;
  };

  const ask = async (): Promise<string> => {
    const query = { from: '2026-11-01', source: 'ehr' };
    const { body } = await owner.client.post('/v1/exports', { format: 'csv', query }).expect(202);
    return (body as Export).id;
  };

  const get = async (id: string): Promise<Export> =>
    (await owner.client.get(`/v1/exports/${id}`).expect(200)).body as Export;

  /** The sweeper goes on in the meantime, as it does in a worker; it finds rows whose lease ran out. */
  const finished = (id: string): Promise<Export> =>
    until('the export', async () => {
      await test.app.get(ExportSweeper, { strict: false }).sweep();
      const found = await get(id);
      return found.state === 'finished' && found;
    });

  const folder = (id: string): string =>
    join(test.settings.dataDirectory, 'files/exports', owner.organizationId, id);

  const download = async (id: string): Promise<string> =>
    (await owner.client.get(`/v1/exports/${id}/file`).buffer(true).expect(200)).text;

  it('goes on from the last finished part, and is the same file as an undisturbed one', async () => {
    const dying = await worker(4);
    const died = once(dying.process, 'exit');
    const id = await ask();
    expect((await died)[1]).toBe('SIGKILL');
    const half = await get(id);
    expect(half).toMatchObject({ state: 'running', sha256: null, file_name: null, progress: { rows: 300 } });
    expect(readdirSync(folder(id)).every((name) => name.endsWith('.draft'))).toBe(true);
    await owner.client.get(`/v1/exports/${id}/file`).expect(409);

    await worker();
    const whole = await finished(id);
    const undisturbed = await finished(await ask());
    expect(whole.sha256).toBe(undisturbed.sha256);
    expect(await download(whole.id)).toBe(await download(undisturbed.id));
    expect(whole.progress.rows).toBe(EVENTS);
    expect(readdirSync(folder(id))).toHaveLength(1);
    const finishedEvents = (await test.events(owner.organizationId)).filter(
      ({ action, resource }) => action === 'export.finished' && resource?.id === id,
    );
    expect(finishedEvents).toHaveLength(1);
  });

  it('survives being killed at every part, also after the last', async () => {
    const id = await ask();
    for (const part of [1, 2, 3, 4, 5]) {
      const dying = await worker(part);
      const died = once(dying.process, 'exit');
      await test.app.get(ExportSweeper, { strict: false }).sweep();
      await died;
      expect(['running', 'pending']).toContain((await get(id)).state);
    }
    await worker();
    const whole = await finished(id);
    const undisturbed = await finished(await ask());
    expect(whole.sha256).toBe(undisturbed.sha256);
    expect(readFileSync(join(folder(id), readdirSync(folder(id))[0] as string), 'utf8')).toBe(
      await download(undisturbed.id),
    );
  }, 40_000);

  it('stops when it is cancelled, and leaves nothing behind', async () => {
    const id = await ask();
    const dying = await worker(3);
    await once(dying.process, 'exit');
    await owner.client.delete(`/v1/exports/${id}`).expect(204);
    expect(await get(id)).toMatchObject({ state: 'cancelled' });
    await test.app.get(ExportSweeper, { strict: false }).sweep();
    expect(() => readdirSync(folder(id))).toThrow('ENOENT');
    await owner.client.get(`/v1/exports/${id}/file`).expect(409);
  });
});
