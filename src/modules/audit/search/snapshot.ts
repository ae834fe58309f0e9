import type { PoolClient } from 'pg';
import { databaseFault } from '../../../platform/database/database-fault';
import type { DatabasePool } from '../../../platform/database/pools';

const LOCK = 'LOCK TABLE ONLY events IN ACCESS SHARE MODE';

/**
 * Rows on the move between partitions are neither missed nor seen twice: lock first, then look (design.md). The lock
 * travels with the first question, ahead of it.
 */
export async function inSnapshot<T>(
  pool: DatabasePool,
  organizationId: string,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  try {
    return await pool.snapshot(organizationId, async (client) => {
      const [, result] = await Promise.all([client.query(LOCK), work(client)]);
      return result;
    });
  } catch (error) {
    throw databaseFault(error);
  }
}
