import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SystemClock } from '../../src/platform/clock/clock';
import { applicationUrl } from '../../src/platform/database/database-roles';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../src/platform/database/embedded-postgres/embedded-postgres';
import { DatabasePool } from '../../src/platform/database/pools';
import { prepareDatabase } from '../../src/platform/database/prepare-database';

/** What everything is measured on: a PostgreSQL of its own with production's settings, and the log's pools. */
export interface Stage {
  readonly directory: string;
  readonly url: string;
  readonly secret: string;
  /** The superuser, whom row-level security does not concern: the limit. */
  readonly admin: DatabasePool;
  /** The application's role. */
  readonly app: DatabasePool;
  readonly clock: SystemClock;
  close(): Promise<void>;
}

const SECRET = 'a secret for the bench, long enough to be accepted';

/** A cluster in the directory to keep, or a fresh one in a temporary directory, which goes with this process. */
export async function openStage(keep: string | null): Promise<Stage> {
  const directory = keep ?? mkdtempSync(join(tmpdir(), 'daybook-bench-'));
  if (keep === null) process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  const server = await startEmbeddedPostgres({ dir: directory, stopWithParent: true });
  const url = await createDatabase(server);
  await prepareDatabase({ url, secret: SECRET });
  const admin = new DatabasePool(url, 'bench-limit', 4);
  const app = new DatabasePool(applicationUrl(url, SECRET), 'bench-app', 8);
  const close = async (): Promise<void> => {
    await Promise.all([admin.close(), app.close()]);
    await server.stop();
  };
  return { directory, url, secret: SECRET, admin, app, clock: new SystemClock(), close };
}

async function createDatabase(server: EmbeddedPostgres): Promise<string> {
  const pool = new DatabasePool(server.url, 'bench-create', 1);
  const { rowCount } = await pool.pool.query(`SELECT FROM pg_database WHERE datname = 'bench'`);
  if (rowCount === 0) await pool.pool.query('CREATE DATABASE bench');
  await pool.close();
  return Object.assign(new URL(server.url), { pathname: '/bench' }).href;
}
