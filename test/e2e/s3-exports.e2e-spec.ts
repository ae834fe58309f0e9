import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EventWriter } from '../../src/modules/audit/recording/event-writer';
import { EXPORT_OPTIONS } from '../../src/modules/exports/building/export-options';
import type { Export } from '../../src/modules/exports/exports.contract';
import type { ExportSchedule } from '../../src/modules/exports/exports.schedules.contract';
import { ExportScheduling } from '../../src/modules/exports/exports.scheduling';
import { ExportSweeper } from '../../src/modules/exports/exports.sweeper';
import { StorageWatch } from '../../src/platform/files/storage-watch';
import { anEvent } from '../support/log-fixture';
import { startTestApp, type TestApp } from '../support/test-app';
import { signIn, signUpOwner, type TestPerson } from '../support/test-people';
import { startTestS3, type TestS3 } from '../support/test-s3';
import { until } from '../support/until';

const DAY_MS = 86_400_000;
const OPTIONS = { partRows: 7, leaseMs: 2_000, mostFailures: 2 };

describe('exports in S3', () => {
  let s3: TestS3;
  let test: TestApp;
  let owner: TestPerson;

  beforeEach(async () => {
    s3 = await startTestS3();
    test = await startTestApp({
      settings: { storage: { s3: s3.location } },
      overrides: [{ token: EXPORT_OPTIONS, value: OPTIONS }],
    });
    owner = await signUpOwner(test);
    await test.app.get(EventWriter, { strict: false }).write(
      owner.organizationId,
      Array.from({ length: 40 }, () => anEvent({ source: 'ehr' })),
    );
  });

  afterEach(async () => {
    await test.close();
    await s3.close();
  });

  const ask = async (): Promise<string> => {
    const query = { from: '2026-11-01', to: '2026-12-31', source: 'ehr' };
    const { body } = await owner.client.post('/v1/exports', { format: 'csv', query }).expect(202);
    return (body as Export).id;
  };
  const get = async (id: string): Promise<Export> =>
    (await owner.client.get(`/v1/exports/${id}`).expect(200)).body as Export;
  const over = (id: string): Promise<Export> =>
    until('the export', async () => {
      const found = await get(id);
      return found.state !== 'pending' && found.state !== 'running' && found;
    });
  const sweeper = (): ExportSweeper => test.app.get(ExportSweeper, { strict: false });
  const hashOf = async (id: string): Promise<string> => {
    const { body }: { body: string } = await owner.client
      .get(`/v1/exports/${id}/file`)
      .buffer(true)
      .parse((response, done) => {
        const hash = createHash('sha256');
        response.on('data', (chunk: Buffer) => hash.update(chunk));
        response.on('end', () => done(null, hash.digest('hex')));
      })
      .expect(200);
    return body;
  };

  it('are built, downloaded, expired, and leave nothing on the disk or in the bucket', async () => {
    const id = await ask();
    const done = await over(id);
    expect(done).toMatchObject({ state: 'finished', progress: { rows: 40 } });
    expect(await hashOf(id)).toBe(done.sha256);
    const keys = await s3.keys();
    expect(keys).toEqual([
      expect.stringMatching(new RegExp(`^exports/${owner.organizationId}/${id}/[\\w-]+\\.zip$`)),
    ]);
    expect(existsSync(join(test.settings.dataDirectory, 'files'))).toBe(false);
    test.clock.advance(7 * DAY_MS);
    expect(await sweeper().sweep()).toMatchObject({ expired: 1, cleared: 1 });
    expect(await s3.keys()).toEqual([]);
  });

  it('go on from the last finished part after S3 was away, with the same bytes', async () => {
    let writes = 0;
    s3.fate = (method) =>
      method === 'PUT' && ++writes > 3 ? { status: 503, code: 'ServiceUnavailable' } : 'pass';
    const id = await ask();
    await until('S3 to fail', () => Promise.resolve(writes > 3));
    await until('the attempt to end', async () => {
      const { rows } = await test.superuser.query(
        'SELECT FROM exports WHERE id = $1 AND rows > 0 AND lease_until <= clock_timestamp()',
        [id],
      );
      return rows.length > 0;
    });
    expect(await get(id)).toMatchObject({ state: 'running', failure: null, progress: { rows: 21 } });
    expect(await s3.keys()).not.toContainEqual(expect.stringMatching(/\.zip$/));
    s3.fate = () => 'pass';
    const read = s3.requests.length;
    const done = await until('the export', async () => {
      await sweeper().sweep();
      const found = await get(id);
      return found.state === 'finished' && found;
    });
    expect(s3.requests.slice(read)).toContainEqual(expect.stringMatching(/^GET .*\.zip\.draft\/000001/));
    expect(await hashOf(id)).toBe(done.sha256);
    await until('the pieces to go', async () => (await s3.keys()).length === 1);
  }, 120_000);

  it('fail at once when the bucket refuses, saying what to do', async () => {
    s3.fate = () => ({ status: 403, code: 'AccessDenied' });
    const id = await ask();
    expect(await over(id)).toMatchObject({
      state: 'failed',
      failure: expect.stringContaining(
        'refuses access to the bucket test-files (AccessDenied): check STORAGE_URL',
      ),
    });
    expect(await sweeper().sweep()).toMatchObject({ cleared: 0 });
    s3.fate = () => 'pass';
    expect(await sweeper().sweep()).toMatchObject({ cleared: 1 });
  });

  it('are answered for with 503 while S3 is away', async () => {
    const id = await ask();
    await over(id);
    s3.fate = () => 'cut';
    const { body } = await owner.client.get(`/v1/exports/${id}/file`).expect(503);
    expect(body).toMatchObject({ code: 'storage.unavailable' });
    s3.fate = () => 'pass';
    expect(await hashOf(id)).toBe((await get(id)).sha256);
  }, 120_000);

  it('are told of at /readyz while the bucket cannot be reached, which stops nobody', async () => {
    const ready = async (): Promise<unknown> => {
      test.clock.advance(31_000);
      await test.anonymous.get('/readyz').expect(200);
      await test.app.get(StorageWatch, { strict: false }).settled();
      return (
        (await test.anonymous.get('/readyz').expect(200)).body as { warnings: string[] }
      ).warnings.filter((warning) => /storage|bucket/.test(warning));
    };
    expect(await ready()).toEqual([]);
    s3.fate = () => ({ status: 403, code: 'AccessDenied' });
    expect(await ready()).toEqual([expect.stringContaining('refuses access to the bucket test-files')]);
    s3.fate = () => 'pass';
    expect(await ready()).toEqual([]);
  });

  it('that are scheduled are found under their name, for whoever collects them', async () => {
    const schedule = { name: 'All', format: 'ndjson', query: { source: 'ehr' }, frequency: 'daily', hour: 6 };
    const { body } = await owner.client.post('/v1/export-schedules', schedule).expect(201);
    const { id, next_at: nextAt } = body as ExportSchedule;
    test.clock.advance(Date.parse(nextAt ?? '') - test.clock.now().getTime() + 1_000);
    owner = await signIn(test, owner.email);
    const scheduling = test.app.get(ExportScheduling, { strict: false });
    await scheduling.run();
    const last = async () =>
      ((await owner.client.get(`/v1/export-schedules/${id}`).expect(200)).body as ExportSchedule).last_run;
    const run = await last();
    await over(run?.export_id ?? '');
    await scheduling.run();
    const file = `scheduled/${owner.organizationId}/${id}/${run?.period}.zip`;
    expect((await last())?.file).toBe(file);
    expect(await s3.keys()).toContain(file);
    test.clock.advance(DAY_MS);
    await scheduling.run();
    expect((await s3.keys()).filter((key) => key.includes(run?.export_id ?? ''))).toEqual([]);
    owner = await signIn(test, owner.email);
    expect(await hashOf(run?.export_id ?? '')).toBe((await get(run?.export_id ?? '')).sha256);
  });
});
