import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Pool } from 'pg';
import { readConfig } from '../../config/env';
import { AppModule } from '../../src/app.module';
import { adapter, prepareApp } from '../../src/http-app';
import { UnreadableRequests } from '../../src/modules/audit/audit.unreadable-requests';
import { Clock } from '../../src/platform/clock/clock';
import { applicationUrl } from '../../src/platform/database/database-roles';
import { Log } from '../../src/platform/log/log';
import { RecurringProofs } from '../../src/recurring-proofs';
import { RecurringReading } from '../../src/recurring-work';
import type { Settings } from '../../src/platform/settings';
import { CHEAP_HASHING } from './cheap-hashing';
import { TestClient } from './test-client';
import { TestClock } from './test-clock';
import { createTestDatabase, TEST_SECRET, type TestDatabase } from './test-database';
import { storedEvents, type StoredEvent } from './test-log';

export interface TestAppOptions {
  /** Replaces slices of the settings as they are by default. */
  readonly settings?: Partial<Settings>;
  /** Replaces providers by their token. */
  readonly overrides?: readonly { readonly token: unknown; readonly value: unknown }[];
  /** For a second process on the same database; the caller drops it. */
  readonly database?: TestDatabase;
}

/**
 * What reads the log in the background would leave events of its own in it; tests that are about it start it themselves. Passwords
 * cost next to nothing: what is tested is what surrounds them.
 */
const BY_DEFAULT = [
  { token: RecurringReading, value: {} },
  { token: RecurringProofs, value: {} },
  CHEAP_HASHING,
];

/** The real application, listening, on a database of its own. */
export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly settings: Settings;
  readonly clock: TestClock;
  readonly database: TestDatabase;
  /** The superuser's connections: they see all rows. */
  readonly superuser: Pool;
  readonly anonymous: TestClient;
  client(token: string): TestClient;
  events(organizationId?: string): Promise<StoredEvent[]>;
  close(): Promise<void>;
}

export async function startTestApp({
  settings,
  overrides = [],
  database: given,
}: TestAppOptions = {}): Promise<TestApp> {
  const database = given ?? (await createTestDatabase());
  const dataDirectory = mkdtempSync(join(tmpdir(), 'daybook-test-'));
  const used = testSettings(database.url, dataDirectory, settings);
  const clock = new TestClock();
  const app = await create(used, [...BY_DEFAULT, { token: Clock, value: clock }, ...overrides]);
  await app.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${(app.getHttpServer().address() as { port: number }).port}`;
  const superuser = new Pool({ connectionString: database.url, max: 2 });
  superuser.on('error', () => undefined);
  return {
    app,
    url,
    settings: used,
    clock,
    database,
    superuser,
    anonymous: new TestClient(url),
    client: (token) => new TestClient(url, token),
    events: (organizationId) => storedEvents(superuser, organizationId),
    close: async () => {
      await app.close();
      await superuser.end();
      if (!given) await database.drop();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

function testSettings(
  databaseUrl: string,
  dataDirectory: string,
  replaced: Partial<Settings> = {},
): Settings {
  const config = readConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'error',
    DATA_DIR: dataDirectory,
    DATABASE_ALLOW_UNSAFE: 'true',
    ADDRESS_REQUESTS_PER_MINUTE: '1000000',
    SESSION_REQUESTS_PER_MINUTE: '1000000',
  });
  const database = { ...config.database, url: applicationUrl(databaseUrl, TEST_SECRET) };
  return { ...config, secret: TEST_SECRET, database, ...replaced };
}

async function create(
  settings: Settings,
  overrides: readonly { token: unknown; value: unknown }[],
): Promise<NestFastifyApplication> {
  const log = new Log(settings.logLevel);
  const unreadable = new UnreadableRequests(log);
  const builder = Test.createTestingModule({ imports: [AppModule.forRoot(settings, log)] });
  for (const { token, value } of overrides) builder.overrideProvider(token).useValue(value);
  const module = await builder.setLogger(log).compile();
  const app = module.createNestApplication<NestFastifyApplication>(adapter(settings, unreadable), {
    bodyParser: false,
  });
  await prepareApp(app, unreadable);
  return app;
}
