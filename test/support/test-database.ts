import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** The DAYBOOK_SECRET of every test: roles' passwords and keys are derived from it. */
export const TEST_SECRET = 'a secret for tests, long enough to be accepted';

export const TEMPLATE = 'template_daybook';

export interface TestDatabase {
  /** The superuser's URL of a fresh, migrated database that no other test sees. */
  readonly url: string;
  /** Drops it, breaking connections that are still open. */
  drop(): Promise<void>;
}

/** A copy of the template, in about 10 ms. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `t_${randomBytes(8).toString('hex')}`;
  await onServer(`create database ${name} template ${TEMPLATE} strategy file_copy`);
  return { url: testDatabaseUrl(name), drop: () => onServer(`drop database if exists ${name} with (force)`) };
}

/** The superuser's URL of a database on the server that `global-setup.ts` started. */
export function testDatabaseUrl(name: string): string {
  const { TEST_PG_URL } = process.env;
  if (TEST_PG_URL === undefined)
    throw new Error('TEST_PG_URL is unset: run tests by `npm test`, which starts a server');
  return Object.assign(new URL(TEST_PG_URL), { pathname: `/${name}` }).href;
}

async function onServer(sql: string): Promise<void> {
  const client = new Client({ connectionString: testDatabaseUrl('postgres') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
