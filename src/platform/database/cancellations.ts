import { Client } from 'pg';

/** Milliseconds for connecting, and for the question. */
const PATIENCE = 1_500;

/**
 * Stops what backends of ours are doing when nobody waits for it any more. On a connection of its own, because those of the pool
 * may all be busy with just that; what is asked for meanwhile shares it. A cancellation that fails is left to the time limit.
 */
export class Cancellations {
  readonly #waiting = new Set<number>();
  #running = false;

  constructor(private readonly url: string) {}

  cancel(pid: number): void {
    this.#waiting.add(pid);
    if (this.#running) return;
    this.#running = true;
    void this.#run();
  }

  async #run(): Promise<void> {
    const client = new Client({
      connectionString: this.url,
      application_name: 'daybook-cancel',
      connectionTimeoutMillis: PATIENCE,
      query_timeout: PATIENCE,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      while (this.#waiting.size > 0) await this.#cancelWaiting(client);
    } catch {
      this.#waiting.clear();
    } finally {
      this.#running = false;
      await client.end().catch(() => undefined);
    }
  }

  async #cancelWaiting(client: Client): Promise<void> {
    const pids = [...this.#waiting];
    this.#waiting.clear();
    await client.query('SELECT pg_cancel_backend(pid) FROM unnest($1::int[]) AS pid', [pids]);
  }
}
