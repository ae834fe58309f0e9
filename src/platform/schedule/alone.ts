import type { DatabasePool } from '../database/pools';

/**
 * Runs alone in the whole installation: undefined at once when another process is at it. The lock is bound to a
 * transaction that does nothing else (scale.md, rule 13), so it goes with the connection, however the process ends.
 */
export function alone<T>(pool: DatabasePool, name: string, work: () => Promise<T>): Promise<T | undefined> {
  return pool.use(async (client) => {
    await client.query('BEGIN');
    try {
      const { rows } = await client.query<{ mine: boolean }>(
        'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS mine',
        [name],
      );
      return rows[0]?.mine ? await work() : undefined;
    } finally {
      await client.query('COMMIT').catch(() => undefined);
    }
  });
}
