import { Queue, Worker } from 'bullmq';
import type { JobData } from './jobs';
import type { JobQueueClient, JobWorker, Process, QueueBackend, Timing } from './queue-backend';

const PREFIX = 'daybook';

/** BullMQ on Redis. Adding fails at once while Redis is away; workers wait for it to come back. */
export class RedisBackend implements QueueBackend {
  constructor(private readonly url: string) {}

  queue(name: string): JobQueueClient {
    const connection = { url: this.url, enableOfflineQueue: false, maxRetriesPerRequest: 1 };
    return new Queue<JobData, void, string>(name, { connection, prefix: PREFIX });
  }

  worker(name: string, process: Process, timing: Timing): JobWorker {
    const connection = { url: this.url, maxRetriesPerRequest: null };
    return new Worker<JobData, void, string>(name, process, { connection, prefix: PREFIX, ...timing });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
