import { randomUUID } from 'node:crypto';
import type { Actor } from '../../src/platform/context/request-record';
import { SystemClock, type Clock } from '../../src/platform/clock/clock';
import { applicationUrl } from '../../src/platform/database/database-roles';
import { DatabasePool } from '../../src/platform/database/pools';
import { forEver, type ExpiryRule } from '../../src/modules/audit/audit.expiry';
import type { NewEvent } from '../../src/modules/audit/audit.event';
import type { EventFlags } from '../../src/modules/audit/flags/event-flags';
import { EventWriter } from '../../src/modules/audit/recording/event-writer';
import { EventPages } from '../../src/modules/audit/search/event-pages';
import { EventPartitions } from '../../src/modules/audit/storage/partitions';
import { NoFlags } from './flags';
import { createTestDatabase, TEST_SECRET, type TestDatabase } from './test-database';

/** The log without HTTP: writer and reader as the application's role, and the superuser's pool to look behind them. */
export interface LogFixture {
  readonly database: TestDatabase;
  readonly writer: EventWriter;
  readonly pages: EventPages;
  readonly app: DatabasePool;
  readonly admin: DatabasePool;
  close(): Promise<void>;
}

export async function openLog(
  expiry: ExpiryRule = { of: () => Promise.resolve(forEver) },
  clock: Clock = new SystemClock(),
  flags: EventFlags = new NoFlags(),
): Promise<LogFixture> {
  const database = await createTestDatabase();
  const app = new DatabasePool(applicationUrl(database.url, TEST_SECRET), 'test', 8, { pipeline: true });
  const admin = new DatabasePool(database.url, 'test-admin', 4);
  const writer = new EventWriter(app, new EventPartitions(app), expiry, clock, flags);
  const close = async (): Promise<void> => {
    await Promise.all([app.close(), admin.close()]);
    await database.drop();
  };
  return { database, writer, pages: new EventPages(app), app, admin, close };
}

export const someone = (over: Partial<Actor> = {}): Actor => ({
  type: 'user',
  id: 'u1',
  name: 'Jane Doe',
  email: 'jane@acme.example',
  role: 'owner',
  ...over,
});

export function anEvent(over: Partial<NewEvent> = {}): NewEvent {
  return {
    id: randomUUID(),
    sent: null,
    occurred_at: new Date('2026-11-20T10:00:00.123Z'),
    source: 'security',
    action: 'member.role_changed',
    operation: 'update',
    category: 'administration',
    outcome: 'success',
    outcome_reason: null,
    flags: [],
    summary: 'Jane Doe changed the role of Omar Reyes',
    actor: someone(),
    resource: { type: 'member', id: 'm1', name: 'Omar Reyes' },
    subject: null,
    related: [],
    changes: { before: { role: 'member' }, after: { role: 'admin' } },
    details: {},
    context: { ip: '203.0.113.7' },
    reported_by: null,
    redaction: null,
    ...over,
  };
}
