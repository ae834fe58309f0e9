import type { DatabasePool } from '../database/pools';

/**
 * Runs alone in the whole installation: undefined at once when another process is at it. The lock is bound to a
 * transaction that does nothing else (scale.md, rule 13), so it goes with the connection, however the process ends.
 */
export const alone = <T>(pool: DatabasePool, name: string, work: () => Promise<T>): Promise<T | undefined> =>
  locked(pool, 'pg_try_advisory_xact_lock(hashtextextended($1, 0))', name, work);

/** The same, after those who are at it: they are waited for. */
export const inTurn = async <T>(pool: DatabasePool, name: string, work: () => Promise<T>): Promise<T> =>
  (await locked(pool, '(pg_advisory_xact_lock(hashtextextended($1, 0))) IS NOT NULL', name, work)) as T;

function locked<T>(
  pool: DatabasePool,
  lock: string,
  name: string,
  work: () => Promise<T>,
): Promise<T | undefined> {
  return pool.use(async (client) => {
    await client.query('BEGIN');
    try {
      const { rows } = await client.query<{ mine: boolean }>(`SELECT ${lock} AS mine`, [name]);
      return rows[0]?.mine ? await work() : undefined;
    } finally {
      await client.query('COMMIT').catch(() => undefined);
    }
  });
}
