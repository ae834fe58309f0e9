import { Pool, type PoolClient, type PoolConfig } from 'pg';
import { inOrganization, type Finish } from './tenant';
import { databaseFault } from './database-fault';
import { surviveErrors } from './survive-errors';

/** A bulkhead: each kind of work has its own connections, so that none can starve another (security.md F15). */
export class DatabasePool {
  readonly pool: Pool;

  constructor(url: string, name: string, max: number, options: PoolConfig = {}) {
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

  /** Lends a connection. @throws DaybookError `database.unavailable` when none can be had within 1.5 s. */
  async use<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect().catch((error: unknown) => {
      throw databaseFault(error);
    });
    let broken: Error | undefined;
    const onError = (error: Error): void => void (broken = error);
    client.on('error', onError);
    try {
      return await work(client);
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  }

  inOrganization<T>(
    organizationId: string,
    work: (client: PoolClient, finish: Finish) => Promise<T>,
  ): Promise<T> {
    return this.use((client) => inOrganization(client, organizationId, work));
  }

  /** One read-only REPEATABLE READ transaction of one organization. */
  snapshot<T>(organizationId: string, work: (client: PoolClient, finish: Finish) => Promise<T>): Promise<T> {
    return this.use((client) => inOrganization(client, organizationId, work, true));
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
