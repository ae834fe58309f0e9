import { defineJob } from '../../src/platform/queue/jobs';
import { JobQueue, type QueueSettings } from '../../src/platform/queue/job-queue';
import { Log } from '../../src/platform/log/log';
import { SHORT_LOCKS } from './short-locks';

/** Says `{ pid }`, takes a job, says `"taken"`, and never ends it. */
const { settings, job } = JSON.parse(process.argv[2] ?? '{}') as { settings: QueueSettings; job: string };
const queue = new JobQueue(settings, SHORT_LOCKS, new Log('silent'));
queue.handle(defineJob(job), () => {
  process.stdout.write('"taken"\n');
  return new Promise(() => undefined);
});
queue.onApplicationBootstrap();
process.stdout.write(`${JSON.stringify({ pid: process.pid })}\n`);
