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

const BY_INDEXES = 'SET LOCAL enable_seqscan = off';

/**
 * The same for statements that read a bounded part of a log by an index. While a partition is small the planner would rather read
 * all of it, the rows of others too; it is not to wait with the right plan until there are millions.
 */
export function inIndexedSnapshot<T>(
  pool: DatabasePool,
  organizationId: string,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  return inSnapshot(pool, organizationId, async (client) => {
    const [, result] = await Promise.all([client.query(BY_INDEXES), work(client)]);
    return result;
  });
}
