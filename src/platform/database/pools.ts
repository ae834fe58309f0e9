import { Pool, type PoolClient, type PoolConfig } from 'pg';
import { unavailable } from '../errors/daybook-error';
import { currentRequest } from '../context/request-context';
import { Cancellations } from './cancellations';
import { inOrganization, type Finish } from './tenant';
import { databaseFault } from './database-fault';
import { surviveErrors } from './survive-errors';

/** A bulkhead: each kind of work has its own connections, so that none can starve another (security.md F15). */
export class DatabasePool {
  readonly pool: Pool;
  readonly #cancellations: Cancellations;

  constructor(url: string, name: string, max: number, options: PoolConfig = {}) {
    this.#cancellations = new Cancellations(url);
    this.pool = new Pool({
      connectionString: url,
      application_name: `daybook-${name}`,
      max,
      connectionTimeoutMillis: 1_500,
      keepAlive: true,
      ...options,
    });
    this.pool.on('connect', surviveErrors);
    // Idle connections die with the server; without a listener that would end the process.
    this.pool.on('error', () => undefined);
  }

  /**
   * Lends a connection. When `signal` aborts, the statement under way is cancelled in PostgreSQL, and the connection given up,
   * because the cancellation may arrive late. @throws DaybookError `database.unavailable` when none can be had within 1.5 s.
   */
  async use<T>(work: (client: PoolClient) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const client = await this.pool.connect().catch((error: unknown) => {
      throw databaseFault(error);
    });
    let broken: Error | undefined;
    const onError = (error: Error): void => void (broken = error);
    const onAbort = (): void => this.#cancel(client);
    client.on('error', onError);
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      if (signal?.aborted) throw unavailable('request.aborted', 'The client went away.');
      return await work(client);
    } finally {
      client.off('error', onError);
      signal?.removeEventListener('abort', onAbort);
      client.release(broken ?? signal?.aborted);
    }
  }

  inOrganization<T>(
    organizationId: string,
    work: (client: PoolClient, finish: Finish) => Promise<T>,
  ): Promise<T> {
    return this.use((client) => inOrganization(client, organizationId, work));
  }

  /** One read-only REPEATABLE READ transaction of one organization. It ends when the client of the request hangs up. */
  snapshot<T>(organizationId: string, work: (client: PoolClient, finish: Finish) => Promise<T>): Promise<T> {
    const signal = currentRequest()?.signal;
    return this.use((client) => inOrganization(client, organizationId, work, true), signal);
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  #cancel(client: PoolClient): void {
    const { processID } = client as PoolClient & { readonly processID: number | null };
    if (processID !== null) this.#cancellations.cancel(processID);
  }
}
