import { Client } from 'pg';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../src/platform/database/embedded-postgres/embedded-postgres';
import { prepareDatabase } from '../../src/platform/database/prepare-database';
import { serverDirectory } from './server-directory';
import { TEMPLATE, TEST_SECRET } from './test-database';

/** A throw-away server with the migrated template database. It and its directory go when Jest ends, however it ends. */
export async function startTestServer(): Promise<EmbeddedPostgres> {
  const dir = serverDirectory();
  const server = await startEmbeddedPostgres({ dir, unsafe: true, stopWithParent: true });
  await run(server.url, `create database ${TEMPLATE}`);
  await prepareDatabase({ url: withDatabase(server.url, TEMPLATE), secret: TEST_SECRET });
  return server;
}

function withDatabase(url: string, name: string): string {
  return Object.assign(new URL(url), { pathname: `/${name}` }).href;
}

async function run(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
