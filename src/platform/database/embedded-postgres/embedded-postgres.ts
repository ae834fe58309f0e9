import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, escapeIdentifier } from 'pg';
import { SUPERUSER, ensureCluster, loadPassword } from './cluster';
import { withLock } from './file-lock';
import { makeStateDirectory, settle } from './home';
import { launch } from './launch';
import { nativeDirectory } from './native';
import { watchParent } from './parent-watch';
import { findPostmaster, type Postmaster } from './postmaster';
import type { ServiceUser } from './service-user';
import { serverSettings, type Settings } from './settings';
import { stopUnlessUsed } from './stop';

export interface EmbeddedPostgresOptions {
  /** Holds the data (pg18), the superuser's password (pg18.secret, 0600), the server's log and the start lock. Made when missing. */
  readonly dir: string;
  /** Made when missing; without a name, the one called `postgres`. */
  readonly database?: string;
  /** The port it must get when it is started now; without one, the system chooses. */
  readonly port?: number;
  /** Added to, and stronger than, our own; without effect on a server that is adopted. */
  readonly settings?: Settings;
  /** For tests: no fsync, so a crash of the machine loses data. */
  readonly unsafe?: boolean;
  /** The server stops when this process ends by any means; if `unsafe`, `dir` is deleted too (also by `stop`). */
  readonly stopWithParent?: boolean;
  readonly log?: (message: string) => void;
}

export interface EmbeddedPostgres {
  /** Superuser's URL of the database. A secret. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** It was running already, left by a process that died or in use by another. */
  readonly adopted: boolean;
  /** False if the server was left running because other clients are connected. */
  stop(): Promise<boolean>;
}

/** Milliseconds that one process waits for another to finish initdb or a shutdown. */
const TURN = 60_000;

/** Runs PostgreSQL 18 in `dir` and resolves when it answers; adopts a server that already runs there. @throws with advice. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dir = makeStateDirectory(options.dir);
  const taken = <T>(work: () => Promise<T>): Promise<T> => withLock(join(dir, 'pg18.lock'), TURN, work);
  const { server, adopted, url } = await taken(() => adoptOrLaunch(dir, options));
  const dismissWatch =
    options.stopWithParent === true
      ? watchParent(server.pid, options.unsafe === true ? dir : '')
      : () => undefined;
  const stop = async (): Promise<boolean> => {
    const stopped = await taken(() => stopUnlessUsed(server, url));
    if (stopped) dismissWatch();
    return stopped;
  };
  return { url, port: server.port, pid: server.pid, adopted, stop };
}

async function adoptOrLaunch(
  dir: string,
  options: EmbeddedPostgresOptions,
): Promise<{ server: Postmaster; adopted: boolean; url: string }> {
  const { home, user } = settle(dir, options.unsafe === true);
  const dataDirectory = join(home, 'pg18');
  const password = loadPassword(join(dir, 'pg18.secret'), dataDirectory);
  const running = await findSettled(dataDirectory);
  const server = running ?? (await launchIn(dir, home, user, password, options));
  const url = `postgres://${SUPERUSER}:${password}@127.0.0.1:${server.port}/postgres`;
  await expectAnswer(url, dataDirectory, options.database);
  options.log?.(
    `PostgreSQL ${running === null ? 'started' : 'was already running'} in ${dataDirectory} (pid ${server.pid}, port ${server.port})`,
  );
  const named = Object.assign(new URL(url), { pathname: `/${options.database ?? 'postgres'}` }).href;
  return { server, adopted: running !== null, url: named };
}

async function launchIn(
  dir: string,
  home: string,
  user: ServiceUser | null,
  password: string,
  options: EmbeddedPostgresOptions,
): Promise<Postmaster> {
  const unsafe = options.unsafe === true;
  const dataDirectory = join(home, 'pg18');
  const native = nativeDirectory(home, user);
  if (!existsSync(dataDirectory)) options.log?.(`Creating a PostgreSQL 18 cluster in ${dataDirectory}`);
  await ensureCluster(native, dataDirectory, user, password, !unsafe);
  return launch({
    native,
    dataDirectory,
    user,
    logFile: join(dir, 'pg18.log'),
    settings: serverSettings(unsafe, options.settings),
    ...(options.port === undefined ? {} : { port: options.port }),
  });
}

/** A server that is starting or stopping is waited for: in the end it is ready, or gone. */
async function findSettled(dataDirectory: string): Promise<Postmaster | null> {
  for (const deadline = Date.now() + TURN; ; await delay(20)) {
    const server = findPostmaster(dataDirectory);
    if (server === null || server.ready) return server;
    if (Date.now() > deadline)
      throw new Error(
        `PostgreSQL (pid ${server.pid}) in ${dataDirectory} has been starting or stopping for a minute; look at pg18.log`,
      );
  }
}

async function expectAnswer(url: string, dataDirectory: string, database?: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    if (database !== undefined) await ensureDatabase(client, database);
  } catch (error) {
    throw new Error(`The PostgreSQL in ${dataDirectory} does not let us in: ${(error as Error).message}`, {
      cause: error,
    });
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** CREATE DATABASE knows no IF NOT EXISTS; the start lock keeps two starts apart. */
async function ensureDatabase(client: Client, name: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (rowCount === 0) await client.query(`CREATE DATABASE ${escapeIdentifier(name)}`);
}
