import { DuckDBInstance } from '@duckdb/node-api';

/** What an independent reader finds in Parquet files: `$file` in the SQL is their path; values as JSON has them. */
export async function duckdb(sql: string, file: string): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    await connection.run(`SET TimeZone = 'UTC'`);
    // As JSON by DuckDB itself: its library for Node takes a byte order mark away from the beginning of a text.
    const rows = `SELECT to_json(found)::text AS row FROM (${sql.replaceAll('$file', `'${file}'`)}) AS found`;
    const reader = await connection.runAndReadAll(rows);
    return reader.getRowObjectsJson().map(({ row }) => JSON.parse(row as string) as Record<string, unknown>);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
