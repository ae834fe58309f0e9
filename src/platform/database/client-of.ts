import type { PoolClient } from 'pg';
import type { EntityManager } from 'typeorm';

/** The connection of a transaction, for what is written against `pg`. */
export async function clientOf({ queryRunner }: EntityManager): Promise<PoolClient> {
  if (!queryRunner) throw new Error('there is a connection within a transaction only');
  return (await queryRunner.connect()) as PoolClient;
}
