import type { DatabasePool } from '../../src/platform/database/pools';

/** What becomes of a column in a copy, as SQL over the original and `copy`, the number of the copy. */
type Changes = Readonly<Record<string, string>>;

/** Copies the rows of a table so often, as only a superuser can. `order` is that in which they come to lie. */
export async function multiply(
  { pool }: DatabasePool,
  table: string,
  times: number,
  changes: Changes,
  order = 'copy',
): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1 AND is_generated = 'NEVER'`,
    [table],
  );
  const names = rows.map(({ name }) => name);
  const values = names.map((name) => changes[name] ?? name);
  await pool.query(
    `INSERT INTO ${table} (${names.join(', ')}) SELECT ${values.join(', ')} FROM ${table}, generate_series(1, ${times}) AS copy ORDER BY ${order}`,
  );
}
