import type { PoolClient } from 'pg';
import type { Query } from '../integrity.query';

export const queryOf =
  (client: PoolClient): Query =>
  async (sql, values) =>
    (await client.query(sql, values as unknown[])).rows;
