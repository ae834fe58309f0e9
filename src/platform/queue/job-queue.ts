import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleDestroy,
} from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { Log } from '../log/log';
import { CONFIG } from '../platform.tokens';
import type { Settings } from '../settings';
import { declaredJobs, type Job, type JobData, type JobHandler } from './jobs';
import { PostgresBackend } from './postgres-backend';
import type { JobQueueClient, JobWorker, QueueBackend } from './queue-backend';
import { QUEUE_OPTIONS, type QueueOptions } from './queue-options';
import { RedisBackend } from './redis-backend';

/** What the queue needs to know: where jobs are kept, and whether this process works on them. */
export type QueueSettings = Pick<Settings, 'role' | 'queue' | 'database'>;

const COMPLAINT_MS = 10_000;

interface Handling {
  readonly handler: JobHandler;
  readonly concurrency: number;
}

/**
 * Wakes workers. Adding a job works in every process; handlers run where the role is `worker` or `all`. A job whose row is
 * already queued is not queued twice.
 */
@Injectable()
export class JobQueue implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  readonly #backend: QueueBackend;
  readonly #queues = new Map<string, JobQueueClient>();
  readonly #handlings = new Map<string, Handling>();
  readonly #stopping = new AbortController();
  #workers: JobWorker[] = [];
  #complained = 0;

  constructor(
    @Inject(CONFIG) private readonly settings: QueueSettings,
    @Inject(QUEUE_OPTIONS) private readonly options: QueueOptions,
    private readonly log: Log,
  ) {
    const { queue, database } = settings;
    this.#backend =
      queue.redisUrl === undefined
        ? new PostgresBackend(database.url, declaredJobs().length)
        : new RedisBackend(queue.redisUrl);
  }

  /** Never fails and never waits long: the row is there, so the sweeper finds what the queue did not take. */
  async enqueue({ name }: Job, data: JobData): Promise<void> {
    const added = this.#add(name, data).then(
      () => undefined,
      (error: unknown) =>
        this.log.warn(
          { error, job: name, ...data },
          'the queue did not take a job; the sweeper will try again',
        ),
    );
    await Promise.race([added, delay(this.options.patienceMs, undefined, { ref: false })]);
  }

  /** Exactly one handler a job. Register in `onModuleInit`. */
  handle({ name }: Job, handler: JobHandler, { concurrency = 1 }: { concurrency?: number } = {}): void {
    if (this.#handlings.has(name)) throw new Error(`the job ${name} has two handlers`);
    this.#handlings.set(name, { handler, concurrency });
  }

  /** @throws Error naming every declared job without a handler (style.md, habit 5). */
  onApplicationBootstrap(): void {
    const orphans = declaredJobs().filter(({ name }) => !this.#handlings.has(name));
    if (orphans.length > 0)
      throw new Error(
        `Daybook does not start: no handler for the jobs ${orphans.map(({ name }) => name).join(', ')}`,
      );
    if (this.settings.role === 'api') return;
    this.#workers = [...this.#handlings].map(([name, handling]) => this.#work(name, handling));
  }

  /** Asks running jobs to stop, and waits for them while the database's pools are still open. */
  async onModuleDestroy(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#workers.map((worker) => worker.close()));
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.allSettled([...this.#queues.values()].map((queue) => queue.close()));
    await this.#backend.close();
  }

  async #add(name: string, data: JobData): Promise<void> {
    const { attempts, backoffMs } = this.options;
    await this.#queue(name).add(name, data, {
      jobId: `${data.organizationId}.${data.id}`,
      attempts,
      backoff: { type: 'exponential', delay: backoffMs },
      removeOnComplete: true,
      removeOnFail: true,
    });
  }

  #queue(name: string): JobQueueClient {
    const known = this.#queues.get(name);
    if (known) return known;
    const queue = this.#backend.queue(name);
    queue.on('error', (error) => this.#complain(error, name, 'the queue is not reachable'));
    this.#queues.set(name, queue);
    return queue;
  }

  #work(name: string, { handler, concurrency }: Handling): JobWorker {
    const { lockMs, stalledEveryMs, mostStalls } = this.options;
    const timing = {
      concurrency,
      lockDuration: lockMs,
      stalledInterval: stalledEveryMs,
      maxStalledCount: mostStalls,
    };
    const worker = this.#backend.worker(name, ({ data }) => handler(data, this.#stopping.signal), timing);
    worker.on('error', (error) => this.#complain(error, name, 'a worker lost its queue'));
    worker.on('failed', (job, error) => {
      // Given back because this process stops, to be taken up again.
      if (this.#stopping.signal.aborted) return;
      this.log.error({ error, job: name, ...job?.data }, 'a job failed');
    });
    return worker;
  }

  /** Not each time: a worker without its queue asks ten times a second. */
  #complain(error: Error, job: string, message: string): void {
    if (Date.now() - this.#complained < COMPLAINT_MS) return;
    this.#complained = Date.now();
    this.log.warn({ error, job }, message);
  }
}
