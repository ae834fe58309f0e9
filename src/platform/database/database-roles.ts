import { createHmac } from 'node:crypto';
import { escapeIdentifier, escapeLiteral, type Client } from 'pg';

/**
 * `daybook_owner` owns and migrates, `daybook_steward` owns the few functions that look across tenants, `daybook_app` is the
 * login of api and worker: under forced row-level security, and unable to write the log but through its functions.
 */
const GROUPS = ['daybook_owner', 'daybook_steward'];
export const APP_ROLE = 'daybook_app';

/** The application's password follows from the installation's secret, so every process knows it and none stores it. */
const appPassword = (secret: string): string =>
  createHmac('sha256', secret).update('database role daybook_app').digest('base64url');

/** The application's URL: the same server and database, its own login. A URL that already names that login stays. */
export function applicationUrl(url: string, secret: string): string {
  const result = new URL(url);
  if (result.username === APP_ROLE) return url;
  result.username = APP_ROLE;
  result.password = appPassword(secret);
  return result.href;
}

/** Creates what is missing, as a login that may create roles. Safe to repeat, and beside another process doing the same. */
export async function ensureRoles(client: Client, secret: string): Promise<void> {
  for (const role of GROUPS) await client.query(createRole(role, 'NOLOGIN'));
  await client.query(createRole(APP_ROLE, 'LOGIN'));
  await client.query(`ALTER ROLE ${APP_ROLE} LOGIN PASSWORD ${escapeLiteral(appPassword(secret))}`);
  const { rows } = await client.query<{ database: string; login: string }>(
    'SELECT current_database() AS database, current_user AS login',
  );
  const { database, login } = rows[0] as { database: string; login: string };
  for (const role of [...GROUPS, APP_ROLE]) await client.query(`GRANT ${role} TO ${escapeIdentifier(login)}`);
  for (const statement of [
    'GRANT daybook_steward TO daybook_owner',
    `GRANT CONNECT, CREATE ON DATABASE ${escapeIdentifier(database)} TO daybook_owner`,
    'GRANT USAGE, CREATE ON SCHEMA public TO daybook_owner, daybook_steward',
    `GRANT USAGE ON SCHEMA public TO ${APP_ROLE}`,
    'CREATE SCHEMA IF NOT EXISTS bullmq AUTHORIZATION daybook_owner',
  ]) {
    await client.query(statement);
  }
}

/** CREATE ROLE knows no IF NOT EXISTS, and two databases of one server may be prepared at once. */
function createRole(role: string, login: string): string {
  return `DO $$ BEGIN CREATE ROLE ${role} ${login}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`;
}
