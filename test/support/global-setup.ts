import type { EmbeddedPostgres } from '../../src/platform/database/embedded-postgres/embedded-postgres';
import { startTestServer } from './test-server';

declare global {
  /** From set-up to tear-down, which share a process but no module. */
  var testServer: EmbeddedPostgres | undefined;
}

/** Once for a run of Jest, before the first integration or e2e test; workers inherit the environment. */
async function setUp(): Promise<void> {
  globalThis.testServer = await startTestServer();
  process.env.TEST_PG_URL = globalThis.testServer.url;
}

export = setUp;
