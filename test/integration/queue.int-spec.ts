import { randomUUID } from 'node:crypto';
import { defineJob, type Job, type JobData, type JobHandler } from '../../src/platform/queue/jobs';
import { JobQueue } from '../../src/platform/queue/job-queue';
import { applicationUrl } from '../../src/platform/database/database-roles';
import { Log } from '../../src/platform/log/log';
import type { QueueSettings } from '../../src/platform/queue/job-queue';
import { runChild } from '../support/child-process';
import { SHORT_LOCKS } from '../support/short-locks';
import { createTestDatabase, TEST_SECRET, type TestDatabase } from '../support/test-database';
import { redisUrl } from '../support/test-redis';
import { until } from '../support/until';

/** The name is new in every run, because a Redis may be kept between runs. */
const job = defineJob(`test.work.${randomUUID()}`);
const data = (): JobData => ({ organizationId: randomUUID(), id: randomUUID() });

const REDIS = redisUrl();
if (REDIS === undefined)
  process.stdout.write(
    'No REDIS_URL: the queue is tested on PostgreSQL only, its tests on Redis are skipped.\n',
  );

const PLACES: { name: string; url: string | undefined }[] = [{ name: 'PostgreSQL', url: undefined }];
if (REDIS !== undefined) PLACES.push({ name: 'Redis', url: REDIS });

describe.each(PLACES)('the queue on $name', ({ url }) => {
  let database: TestDatabase;
  let opened: JobQueue[];

  beforeEach(async () => {
    database = await createTestDatabase();
    opened = [];
  });

  afterEach(async () => {
    for (const queue of opened) await queue.onModuleDestroy();
    for (const queue of opened) await queue.onApplicationShutdown();
    await database.drop();
  });

  const settings = (role: QueueSettings['role']): QueueSettings => ({
    role,
    queue: { redisUrl: url },
    database: { url: applicationUrl(database.url, TEST_SECRET), poolSize: 4, allowUnsafe: true },
  });

  const open = (handler: JobHandler, role: QueueSettings['role'] = 'all', of: Job = job): JobQueue => {
    const queue = new JobQueue(settings(role), SHORT_LOCKS, new Log('silent'));
    opened.push(queue);
    queue.handle(of, handler);
    queue.onApplicationBootstrap();
    return queue;
  };

  it('hands a job to its handler', async () => {
    const seen: JobData[] = [];
    const queue = open((given) => Promise.resolve(void seen.push(given)));
    const given = data();
    await queue.enqueue(job, given);
    await until('the job', () => Promise.resolve(seen.length > 0));
    expect(seen).toEqual([given]);
  });

  it('tries a job again that failed', async () => {
    let tries = 0;
    const queue = open(() => (++tries < 3 ? Promise.reject(new Error('not yet')) : Promise.resolve()));
    await queue.enqueue(job, data());
    await until('the third try', () => Promise.resolve(tries === 3));
  });

  it('runs nothing where only requests are served', async () => {
    const seen: string[] = [];
    const api = open(() => Promise.resolve(void seen.push('api')), 'api');
    open(() => Promise.resolve(void seen.push('worker')), 'worker');
    await api.enqueue(job, data());
    await until('the job', () => Promise.resolve(seen.length > 0));
    expect(seen).toEqual(['worker']);
  });

  it('shares work among two workers, each job for one of them', async () => {
    const seen: string[] = [];
    const work: JobHandler = ({ id }) => Promise.resolve(void seen.push(id));
    const queue = open(work);
    open(work);
    const all = Array.from({ length: 40 }, data);
    await Promise.all(all.map((given) => queue.enqueue(job, given)));
    await until('all jobs', () => Promise.resolve(seen.length >= all.length));
    expect(seen.sort()).toEqual(all.map(({ id }) => id).sort());
  });

  it('queues a row once, and again when it is done', async () => {
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    let runs = 0;
    const queue = open(async () => {
      runs += 1;
      await gate;
    });
    const given = data();
    await queue.enqueue(job, given);
    await until('the first run', () => Promise.resolve(runs === 1));
    await queue.enqueue(job, given);
    expect(runs).toBe(1);
    release();
    // A run may begin and end while the row is queued, so more than two can have been seen.
    await until('another run', async () => {
      await queue.enqueue(job, given);
      return runs > 1;
    });
  });

  it('gives the job of a killed process to another', async () => {
    const child = await runChild(
      'queue-worker.child.ts',
      JSON.stringify({ settings: settings('worker'), job: job.name }),
    );
    const api = open(() => Promise.reject(new Error('the api runs nothing')), 'api');
    const given = data();
    const taken = new Promise((resolve) => child.process.stdout?.once('data', resolve));
    await api.enqueue(job, given);
    await taken;
    await child.kill();
    const seen: JobData[] = [];
    open((again) => Promise.resolve(void seen.push(again)));
    await until('the recovered job', () => Promise.resolve(seen.length > 0));
    expect(seen).toEqual([given]);
  });

  it('asks running jobs to stop, and waits for them', async () => {
    let ended = false;
    let begun = false;
    const queue = open(async (_data, signal) => {
      begun = true;
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      ended = true;
    });
    await queue.enqueue(job, data());
    await until('the job', () => Promise.resolve(begun));
    await queue.onModuleDestroy();
    expect(ended).toBe(true);
  });

  it('does not start without a handler, nor with two', () => {
    const queue = new JobQueue(settings('all'), SHORT_LOCKS, new Log('silent'));
    opened.push(queue);
    expect(() => queue.onApplicationBootstrap()).toThrow(`no handler for the jobs ${job.name}`);
    queue.handle(job, () => Promise.resolve());
    expect(() => queue.handle(job, () => Promise.resolve())).toThrow('has two handlers');
    expect(() => defineJob(job.name)).toThrow('declared twice');
  });
});

describe('a queue that is away', () => {
  it.each([
    { name: 'PostgreSQL', url: undefined },
    { name: 'Redis', url: 'redis://127.0.0.1:9' },
  ])('never fails a request ($name)', async ({ url }) => {
    const away: QueueSettings = {
      role: 'api',
      queue: { redisUrl: url },
      database: { url: 'postgres://nobody:x@127.0.0.1:9/none', poolSize: 4, allowUnsafe: true },
    };
    const queue = new JobQueue(away, { ...SHORT_LOCKS, patienceMs: 500 }, new Log('silent'));
    await expect(queue.enqueue(job, data())).resolves.toBeUndefined();
    await queue.onApplicationShutdown();
  });
});
