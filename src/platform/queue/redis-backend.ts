import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { JobData } from './jobs';
import type { JobQueueClient, JobWorker, Process, QueueBackend, Timing } from './queue-backend';

const PREFIX = 'daybook';

/** BullMQ on Redis. Adding fails at once while Redis is away; workers wait for it to come back. */
export class RedisBackend implements QueueBackend {
  readonly #client: Redis;

  constructor(private readonly url: string) {
    this.#client = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1, lazyConnect: true });
    this.#client.on('error', () => undefined);
  }

  queue(name: string): JobQueueClient {
    return new Queue<JobData, void>(name, { connection: this.#client, prefix: PREFIX });
  }

  worker(name: string, process: Process, timing: Timing): JobWorker {
    const connection = { url: this.url, maxRetriesPerRequest: null };
    return new Worker<JobData, void>(name, process, { connection, prefix: PREFIX, ...timing });
  }

  /** Also ends what would go on trying to connect. */
  close(): Promise<void> {
    this.#client.disconnect();
    return Promise.resolve();
  }
}
