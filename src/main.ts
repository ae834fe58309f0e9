import 'reflect-metadata';
import { EnvironmentError, readConfig, type Config } from '../config/env';
import { bootDatabase, claim } from './boot';
import { serve } from './serve';

/** Reads the environment, claims the data directory, boots, serves, and leaves in order when told to. */
async function main(): Promise<void> {
  const config = configOrExit();
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());
  const claimed = claim(config);
  try {
    const foundation = await bootDatabase(config);
    try {
      await serve(foundation.settings, stopping.signal, (address) => claimed.announce(address));
    } finally {
      await foundation.stop();
    }
  } finally {
    claimed.release();
  }
}

function configOrExit(): Config {
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
