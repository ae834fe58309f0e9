import { Client } from 'pg';
import { createTestDatabase } from '../support/test-database';

describe('a test database', () => {
  it('is migrated, and another one does not see what is written to it', async () => {
    const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    expect(await tables(one.url)).toEqual(await tables(two.url));
    expect(await tables(one.url)).toContain('organizations');
    await query(one.url, 'create table only_here ()');
    expect(await tables(two.url)).not.toContain('only_here');
    await Promise.all([one.drop(), two.drop()]);
    await expect(tables(one.url)).rejects.toThrow('does not exist');
  });
});

async function tables(url: string): Promise<string[]> {
  const rows = await query(url, `select tablename from pg_tables where schemaname = 'public' order by 1`);
  return rows.map((row) => row.tablename ?? '');
}

async function query(url: string, sql: string): Promise<Record<string, string>[]> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    return (await client.query<Record<string, string>>(sql)).rows;
  } finally {
    await client.end();
  }
}
