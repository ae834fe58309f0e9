import type { PoolClient } from 'pg';
import { databaseFault } from '../../../platform/database/database-fault';
import type { DatabasePool } from '../../../platform/database/pools';
import type { Finish } from '../../../platform/database/tenant';

const LOCK = 'LOCK TABLE ONLY events IN ACCESS SHARE MODE';

/**
 * Rows on the move between partitions are neither missed nor seen twice: lock first, then look (design.md). The lock
 * travels with the first question, ahead of it, and the end with the last if `work` says which it is.
 */
export async function inSnapshot<T>(
  pool: DatabasePool,
  organizationId: string,
  work: (client: PoolClient, finish: Finish) => Promise<T>,
): Promise<T> {
  try {
    return await pool.snapshot(organizationId, async (client, finish) => {
      const [, result] = await Promise.all([client.query(LOCK), work(client, finish)]);
      return result;
    });
  } catch (error) {
    throw databaseFault(error);
  }
}
