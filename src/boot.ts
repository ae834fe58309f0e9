import { mkdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../config/env';
import { applicationUrl } from './platform/database/database-roles';
import { isUnavailable } from './platform/database/database-fault';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from './platform/database/embedded-postgres/embedded-postgres';
import { superviseEmbeddedPostgres } from './platform/database/embedded-postgres/supervise';
import { prepareDatabase } from './platform/database/prepare-database';
import { loadSecret } from './platform/crypto/secret';
import type { Log } from './platform/log/log';
import type { Settings } from './platform/settings';

const PATIENCE_MS = 60_000;
const BETWEEN_TRIES_MS = 1_000;
const DATABASE = 'daybook';

/** What the process stands on: settings with a secret, and a migrated database. */
export interface Foundation {
  readonly settings: Settings;
  /** The URL that may migrate; the application itself never uses it. */
  readonly installUrl: string;
  stop(): Promise<void>;
}

/** How a server boots: it says what it does, may be told to stop meanwhile, and keeps the bundled PostgreSQL alive. */
export interface Attended {
  readonly log: Log;
  readonly stopping: AbortSignal;
}

/** Makes the data directory and the secret, starts the bundled PostgreSQL unless there is another, migrates. */
export async function bootDatabase(config: Config, attended?: Attended): Promise<Foundation> {
  mkdirSync(config.dataDirectory, { recursive: true, mode: 0o700 });
  const secret = config.secret ?? loadSecret(config.dataDirectory);
  const database = await databaseOf(config, attended?.log);
  try {
    await prepareWhenThere({ url: database.url, secret }, attended);
  } catch (error) {
    await database.stop();
    throw error;
  }
  const settings: Settings = {
    ...config,
    secret,
    database: { ...config.database, url: applicationUrl(database.url, secret) },
  };
  return { settings, installUrl: database.url, stop: () => database.stop() };
}

interface Database {
  readonly url: string;
  stop(): Promise<void>;
}

/** Another's server is left alone when we stop; ours is stopped unless others use it. */
async function databaseOf({ database, dataDirectory }: Config, log: Log | undefined): Promise<Database> {
  if (database.url !== undefined) return { url: database.url, stop: () => Promise.resolve() };
  const bundled = await startBundled(dataDirectory, log);
  return { url: bundled.url, stop: async () => void (await bundled.stop()) };
}

/** Commands are short: only a server brings PostgreSQL back when it dies. */
function startBundled(dir: string, log: Log | undefined): Promise<EmbeddedPostgres> {
  const options = { dir, database: DATABASE };
  if (log === undefined) return startEmbeddedPostgres(options);
  return superviseEmbeddedPostgres({ ...options, log: (message) => log.info({}, message) }, (message) =>
    log.warn({}, message),
  );
}

/** A database that is still starting is waited for; one that refuses us is not. */
async function prepareWhenThere(
  options: { url: string; secret: string },
  attended: Attended | undefined,
): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (let tries = 1; ; tries++) {
    try {
      return await prepareDatabase(options);
    } catch (error) {
      if (!isUnavailable(error) || Date.now() > deadline) throw error;
      if (tries === 1) attended?.log.warn({ error }, 'waiting up to a minute for the database');
      await delay(BETWEEN_TRIES_MS, undefined, attended && { signal: attended.stopping });
    }
  }
}
