import 'reflect-metadata';
import { EnvironmentError, readConfig, type Config } from '../config/env';
import { bootDatabase } from './boot';
import { prepareDemo } from './demo/demo';
import { bootFailure } from './boot-failure';
import { installLastResort } from './last-resort';
import { claimDataDirectory } from './platform/database/embedded-postgres/instance-lock';
import { Log } from './platform/log/log';
import { serve } from './serve';

/** What ends a server in order. `npm start` and a terminal may both pass on the same Ctrl-C, so a second one changes nothing. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How long a stop may take before it is cut short: with a frozen database nothing ends by itself. */
const PATIENCE_MS = 25_000;

/** Reads the environment, claims the data directory, boots, serves, and leaves in order when told to. */
async function main(): Promise<void> {
  const stopping = new AbortController();
  for (const signal of SIGNALS) process.on(signal, () => stopping.abort());
  stopping.signal.addEventListener('abort', () => setTimeout(giveUp, PATIENCE_MS).unref());
  const config = configOrExit();
  const log = new Log(config.logLevel);
  const served = installLastResort(log);
  try {
    const claimed = claimDataDirectory(config.dataDirectory);
    try {
      const foundation = await bootDatabase(config, { log, stopping: stopping.signal });
      try {
        if (process.argv.includes('--demo'))
          await prepareDemo(
            foundation.settings,
            stopping.signal,
            (line) => void process.stdout.write(`${line}\n`),
          );
        await serve({
          settings: foundation.settings,
          log,
          stopping: stopping.signal,
          announce: (address) => claimed.announce(address),
          served,
        });
      } finally {
        await foundation.stop();
      }
    } finally {
      claimed.release();
    }
  } catch (error) {
    if (stopping.signal.aborted && (error as Error).name === 'AbortError') return;
    log.debug((error as Error).stack ?? error);
    process.stderr.write(`${bootFailure(error, config)}\n`);
    process.exitCode = 1;
  }
}

function giveUp(): void {
  process.stderr.write(
    `Daybook did not stop within ${PATIENCE_MS / 1_000} s; it ends now. Nothing acknowledged is lost.\n`,
  );
  process.exit(1);
}

function configOrExit(): Config {
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return process.exit(1);
  }
}

void main().then(() => process.exit());
