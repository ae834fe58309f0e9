import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../config/env';
import { applicationUrl } from './platform/database/database-roles';
import { isUnavailable } from './platform/database/database-fault';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from './platform/database/embedded-postgres/embedded-postgres';
import {
  claimDataDirectory,
  type DataDirectoryClaim,
} from './platform/database/embedded-postgres/instance-lock';
import { prepareDatabase } from './platform/database/prepare-database';
import { loadSecret } from './platform/crypto/secret';
import type { Settings } from './platform/settings';

const PATIENCE_MS = 60_000;
const BETWEEN_TRIES_MS = 1_000;

/** What the process stands on: settings with a secret, and a migrated database. */
export interface Foundation {
  readonly settings: Settings;
  /** The URL that may migrate; the application itself never uses it. */
  readonly installUrl: string;
  stop(): Promise<void>;
}

/** Makes the data directory and the secret, starts the bundled PostgreSQL unless there is another, migrates. */
export async function bootDatabase(config: Config): Promise<Foundation> {
  mkdirSync(config.dataDirectory, { recursive: true });
  const secret = config.secret ?? loadSecret(config.dataDirectory);
  const embedded =
    config.database.url === undefined
      ? await startEmbeddedPostgres({ dir: config.dataDirectory })
      : undefined;
  const installUrl = embedded?.url ?? (config.database.url as string);
  try {
    await prepareWhenThere({ url: installUrl, secret });
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
  const settings: Settings = {
    ...config,
    secret,
    database: { ...config.database, url: applicationUrl(installUrl, secret) },
  };
  return { settings, installUrl, stop: () => stop(embedded) };
}

/** One server a data directory. @throws AlreadyRunningError, whose message is for the terminal. */
export const claim = (config: Config): DataDirectoryClaim => claimDataDirectory(join(config.dataDirectory));

/** A database that is still starting is waited for; one that refuses us is not. */
async function prepareWhenThere(options: { url: string; secret: string }): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await prepareDatabase(options);
    } catch (error) {
      if (!isUnavailable(error) || Date.now() > deadline) throw error;
      await delay(BETWEEN_TRIES_MS);
    }
  }
}

async function stop(embedded: EmbeddedPostgres | undefined): Promise<void> {
  await embedded?.stop();
}
