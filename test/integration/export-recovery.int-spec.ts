import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NewEvent } from '../../src/modules/audit/audit.event';
import { EventWriter } from '../../src/modules/audit/recording/event-writer';
import type { Export } from '../../src/modules/exports/exports.contract';
import { ExportSweeper } from '../../src/modules/exports/exports.sweeper';
import { applicationUrl } from '../../src/platform/database/database-roles';
import { QUEUE_OPTIONS } from '../../src/platform/queue/queue-options';
import { runChild, type Child } from '../support/child-process';
import { download, unpack } from '../support/exported';
import { anEvent } from '../support/log-fixture';
import { rounds } from '../support/rounds';
import { SHORT_LOCKS } from '../support/short-locks';
import { startTestApp, type TestApp } from '../support/test-app';
import { createTestDatabase, TEST_SECRET, type TestDatabase } from '../support/test-database';
import { signUpOwner, type TestPerson } from '../support/test-people';
import { until } from '../support/until';
import type { WorkerOrder } from '../support/worker-order';

const OPTIONS = { partRows: 50, leaseMs: 1_000, mostFailures: 2 };
const EVENTS = 1_000;
/** Each worker is a process that has to start. */
const PATIENCE_MS = 60_000;

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
  }, PATIENCE_MS);

  afterEach(async () => {
    for (const child of children) await child.kill();
    await test.close();
    await database.drop();
  });

  /** `dieAtWrite` in a writer's middle, `dieAtSync` at the end of a part. */
  const worker = async (dying: Pick<WorkerOrder, 'dieAtSync' | 'dieAtWrite'> = {}): Promise<Child> => {
    const order: WorkerOrder = {
      settings: test.settings,
      queue: SHORT_LOCKS,
      exports: OPTIONS,
      ...dying,
    };
    const child = await runChild('worker.child.ts', JSON.stringify(order));
    children.push(child);
    return child;
  };

  const ask = async (format = 'csv'): Promise<string> => {
    const query = { from: '2026-11-01', source: 'ehr' };
    const { body } = await owner.client.post('/v1/exports', { format, query }).expect(202);
    return (body as Export).id;
  };

  const get = async (id: string): Promise<Export> =>
    (await owner.client.get(`/v1/exports/${id}`).expect(200)).body as Export;

  /** The sweeper goes on in the meantime, as it does in a worker; it finds rows whose lease ran out. */
  const finished = (id: string): Promise<Export> =>
    until(
      'the export',
      async () => {
        await test.app.get(ExportSweeper, { strict: false }).sweep();
        const found = await get(id);
        return found.state === 'finished' && found;
      },
      PATIENCE_MS,
    );

  const folder = (id: string): string =>
    join(test.settings.dataDirectory, 'files/exports', owner.organizationId, id);

  /** What has its name; drafts of dead attempts may still lie beside it for a moment. */
  const fileIn = (id: string): Buffer => {
    const names = readdirSync(folder(id)).filter((name) => !name.endsWith('.draft'));
    expect(names).toHaveLength(1);
    return readFileSync(join(folder(id), names[0] as string));
  };

  /** Forgets what was built of an export, so that it is built again, this time undisturbed. */
  const again = async (id: string): Promise<Export> => {
    await test.superuser.query('DELETE FROM export_parts WHERE export_id = $1', [id]);
    await test.superuser.query(
      `UPDATE exports SET state = 'pending', draft = NULL, resume_state = NULL, position = 0, rows = 0, bytes = 0 WHERE id = $1`,
      [id],
    );
    return finished(id);
  };

  it('goes on from the last finished part, and is the same file as an undisturbed one', async () => {
    const dying = await worker({ dieAtSync: 4 });
    const id = await ask();
    expect((await dying.ended)[1]).toBe('SIGKILL');
    const half = await get(id);
    expect(half).toMatchObject({ state: 'running', sha256: null, file_name: null, progress: { rows: 150 } });
    expect(readdirSync(folder(id)).every((name) => name.endsWith('.draft'))).toBe(true);
    await owner.client.get(`/v1/exports/${id}/file`).expect(409);

    await worker();
    const whole = await finished(id);
    const { zip, manifest } = await download(owner.client, id);
    expect(readdirSync(folder(id))).toHaveLength(1);
    expect(manifest.parts).toHaveLength(20);
    const finishedEvents = (await test.events(owner.organizationId)).filter(
      ({ action, resource }) => action === 'export.finished' && resource?.id === id,
    );
    expect(finishedEvents).toHaveLength(1);
    const undisturbed = await again(id);
    expect(undisturbed.sha256).toBe(whole.sha256);
    expect(undisturbed.progress.rows).toBe(EVENTS);
    expect(fileIn(id).equals(zip)).toBe(true);
  }, 120_000);

  /** One of each kind of writer; that every one of them can be resumed behind every part, their own specs say. */
  it.each([
    ['csv', rounds({ all: 5, part: 3 })],
    ['xlsx', 1],
    ['parquet', 1],
  ] as const)(
    'in %s survives %d deaths at random points, with the hash of an undisturbed one',
    async (format, deaths) => {
      const id = await ask(format);
      const points: WorkerOrder['dieAtWrite'][] = [];
      while (points.length < deaths) {
        const point = randomInt(2, 5);
        points.push(point);
        const dying = await worker(points.length % 3 === 0 ? { dieAtSync: point } : { dieAtWrite: point });
        await until(
          'its death',
          async () => {
            await test.app.get(ExportSweeper, { strict: false }).sweep();
            return dying.process.signalCode === 'SIGKILL';
          },
          PATIENCE_MS,
        );
        expect(readdirSync(folder(id)).every((name) => name.endsWith('.draft'))).toBe(true);
      }
      await worker();
      const whole = await finished(id);
      const { manifest } = await unpack(fileIn(id));
      expect(manifest).toMatchObject({ rows: EVENTS, file: { sha256: expect.any(String) } });
      const undisturbed = await again(id);
      expect({ points, sha256: undisturbed.sha256 }).toEqual({ points, sha256: whole.sha256 });
    },
    600_000,
  );

  it('stops when it is cancelled, and leaves nothing behind', async () => {
    const id = await ask();
    const dying = await worker({ dieAtSync: 3 });
    await dying.ended;
    await owner.client.delete(`/v1/exports/${id}`).expect(204);
    expect(await get(id)).toMatchObject({ state: 'cancelled' });
    await test.app.get(ExportSweeper, { strict: false }).sweep();
    expect(() => readdirSync(folder(id))).toThrow('ENOENT');
    await owner.client.get(`/v1/exports/${id}/file`).expect(409);
  }, 120_000);
});
