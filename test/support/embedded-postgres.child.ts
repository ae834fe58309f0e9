import {
  startEmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from '../../src/platform/database/embedded-postgres/embedded-postgres';

/** Starts a server by the options given as JSON, says `{ pid, adopted }`, and stays until it is killed. */
async function main(): Promise<void> {
  const options = JSON.parse(process.argv[2] ?? '{}') as EmbeddedPostgresOptions;
  const { pid, adopted } = await startEmbeddedPostgres(options);
  process.stdout.write(`${JSON.stringify({ pid, adopted })}\n`);
  setInterval(() => undefined, 60_000);
}

void main();
