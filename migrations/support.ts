import type { QueryRunner } from 'typeorm';

/** Runs statements one by one: Citus takes one a query (scale.md, rule 7). */
export async function run(runner: QueryRunner, ...statements: string[]): Promise<void> {
  for (const statement of statements) await runner.query(statement);
}

/**
 * Puts a tenant table under forced row-level security: with no organization entered, nobody sees a row, the owner included.
 * `grants` is what the application may do; the log itself is never among them.
 */
export async function protect(
  runner: QueryRunner,
  table: string,
  grants: string,
  key = 'organization_id',
): Promise<void> {
  await run(
    runner,
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
    `CREATE POLICY ${table}_of_organization ON ${table} USING (${key} = current_organization_id()) WITH CHECK (${key} = current_organization_id())`,
    `GRANT ${grants} ON ${table} TO daybook_app`,
  );
}

/**
 * Lets the steward's functions, the short and listed set that must look across tenants, read (or write) a table. The
 * steward cannot sign in; only its SECURITY DEFINER functions run as it.
 */
export async function openToSteward(runner: QueryRunner, table: string, grants: string): Promise<void> {
  await run(
    runner,
    `CREATE POLICY ${table}_of_steward ON ${table} TO daybook_steward USING (true) WITH CHECK (true)`,
    `GRANT ${grants} ON ${table} TO daybook_steward`,
  );
}

/** Makes a function the steward's and lets only the application call it. `signature` is `name(argument types)`. */
export async function giveToSteward(runner: QueryRunner, signature: string): Promise<void> {
  await run(
    runner,
    `ALTER FUNCTION ${signature} OWNER TO daybook_steward`,
    `REVOKE ALL ON FUNCTION ${signature} FROM PUBLIC`,
    `GRANT EXECUTE ON FUNCTION ${signature} TO daybook_app`,
  );
}

/** A function that runs as the owner of the log and that only the application may call. */
export async function giveToApplication(runner: QueryRunner, signature: string): Promise<void> {
  await run(
    runner,
    `REVOKE ALL ON FUNCTION ${signature} FROM PUBLIC`,
    `GRANT EXECUTE ON FUNCTION ${signature} TO daybook_app`,
  );
}

/** Lets the application vacuum a table, which changes no row; before PostgreSQL 17 only owners can. */
export const letVacuum = (table: string): string =>
  `DO $$ BEGIN IF current_setting('server_version_num')::int >= 170000 THEN EXECUTE 'GRANT MAINTAIN ON ${table} TO daybook_app'; END IF; END $$`;
