import { runMigrations } from 'bullmq';
import { Client } from 'pg';
import { ownerDataSource } from '../../../config/data-source';
import { APP_ROLE, ensureRoles } from './database-roles';

/** Any number that is ours: two processes that boot together migrate one after the other. */
const MIGRATION_LOCK = 7_203_114;
const LEAST_VERSION = 150_000;

/** Roles, migrations, and the queue's own schema: all that a database needs before the application may use it. */
export async function prepareDatabase({ url, secret }: { url: string; secret: string }): Promise<void> {
  const client = new Client({
    connectionString: url,
    application_name: 'daybook-prepare',
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await requireVersion(client);
    if (await isApplication(client)) return await requireMigrated(client);
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await ensureRoles(client, secret);
    await migrate(url);
    await migrateQueue(client);
  } finally {
    await client.end();
  }
}

async function requireVersion(client: Client): Promise<void> {
  const { rows } = await client.query<{ version: number }>(
    `SELECT current_setting('server_version_num')::int AS version`,
  );
  if ((rows[0]?.version ?? 0) < LEAST_VERSION)
    throw new Error(
      'Daybook needs PostgreSQL 15 or newer: point DATABASE_URL at one, or unset it to use the bundled server.',
    );
}

async function isApplication(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ login: string }>('SELECT session_user AS login');
  return rows[0]?.login === APP_ROLE;
}

/** The application's own login cannot migrate; it can only insist that somebody did. */
async function requireMigrated(client: Client): Promise<void> {
  const { rows } = await client
    .query<{ there: boolean }>(
      `SELECT to_regprocedure('append_events(uuid, timestamptz, uuid[], new_event[], jsonb, jsonb, jsonb)') IS NOT NULL AS there`,
    )
    .catch(() => ({ rows: [{ there: false }] }));
  if (!rows[0]?.there)
    throw new Error(
      'The database is not migrated. Run `npm run daybook -- migrate` with a DATABASE_URL whose login may create roles.',
    );
}

/** The owner makes BullMQ's schema, because CREATE SCHEMA asks for the right to even when it is there; the application only uses it. */
async function migrateQueue(client: Client): Promise<void> {
  await client.query('SET ROLE daybook_owner');
  await runMigrations(client);
  for (const statement of [
    `GRANT USAGE ON SCHEMA bullmq TO ${APP_ROLE}`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA bullmq TO ${APP_ROLE}`,
    `GRANT ALL ON ALL SEQUENCES IN SCHEMA bullmq TO ${APP_ROLE}`,
    'RESET ROLE',
  ]) {
    await client.query(statement);
  }
}

async function migrate(url: string): Promise<void> {
  const source = ownerDataSource(url);
  await source.initialize();
  try {
    await source.runMigrations();
  } finally {
    await source.destroy();
  }
}
