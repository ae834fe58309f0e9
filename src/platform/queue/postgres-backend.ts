import { createPostgresBackend, withBackend } from 'bullmq';
import { Pool } from 'pg';
import { surviveErrors } from '../database/survive-errors';
import type { JobData } from './jobs';
import type { JobQueueClient, JobWorker, Process, QueueBackend, Timing } from './queue-backend';

/** Beside one LISTEN connection for each worker. Smaller pools hang without an error. */
const SPARE_CONNECTIONS = 4;

/** BullMQ on PostgreSQL, on one pool of its own: with connection strings each queue and worker would open several. */
export class PostgresBackend implements QueueBackend {
  readonly #pool: Pool;
  readonly #bull = withBackend(createPostgresBackend);

  constructor(url: string, workers: number) {
    this.#pool = new Pool({
      connectionString: url,
      application_name: 'daybook-queue',
      max: workers + SPARE_CONNECTIONS,
      connectionTimeoutMillis: 1_500,
      keepAlive: true,
      options: '-c search_path=bullmq',
    });
    this.#pool.setMaxListeners(0);
    this.#pool.on('connect', surviveErrors);
    this.#pool.on('error', () => undefined);
  }

  queue(name: string): JobQueueClient {
    return new this.#bull.Queue<JobData, void>(name, { connection: this.#pool });
  }

  worker(name: string, process: Process, timing: Timing): JobWorker {
    return new this.#bull.Worker<JobData, void>(name, process, { connection: this.#pool, ...timing });
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}
