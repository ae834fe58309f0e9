import { Pool } from 'pg';
import { BUNDLE_TABLES } from '../../src/modules/offboarding/bundle/bundle-tables';
import { createTestDatabase, type TestDatabase } from '../support/test-database';

/** Columns whose content proves who somebody is; a leaf hash proves an event, and a file's hash a file. */
const SECRET = /secret|token|password|code_hash|salt/;

describe('what goes into the bundle of an organization', () => {
  let database: TestDatabase;
  let pool: Pool;

  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new Pool({ connectionString: database.url, max: 1 });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it('is decided for every tenant table', async () => {
    const { rows } = await pool.query<{ name: string }>('SELECT name FROM tenant_tables()');
    const tables = [...rows.map(({ name }) => name), 'organization_deletions'];
    expect(Object.keys(BUNDLE_TABLES).toSorted()).toEqual(tables.toSorted());
  });

  it('names no column that there is not', async () => {
    const columns = await columnsOf();
    const wrong = Object.entries(BUNDLE_TABLES).flatMap(([table, what]) =>
      'but' in what ? what.but.filter((column) => !columns.get(table)?.includes(column)) : [],
    );
    expect(wrong).toEqual([]);
  });

  it('proves nobody to be anybody', async () => {
    const columns = await columnsOf();
    const secrets = Object.entries(BUNDLE_TABLES).flatMap(([table, what]) =>
      'but' in what
        ? (columns.get(table) ?? []).filter((column) => SECRET.test(column) && !what.but.includes(column))
        : [],
    );
    expect(secrets).toEqual([]);
  });

  async function columnsOf(): Promise<Map<string, string[]>> {
    const { rows } = await pool.query<{ table: string; columns: string[] }>(
      `SELECT table_name AS table, array_agg(column_name::text) AS columns FROM information_schema.columns WHERE table_schema = 'public' GROUP BY 1`,
    );
    return new Map(rows.map(({ table, columns }) => [table, columns]));
  }
});
