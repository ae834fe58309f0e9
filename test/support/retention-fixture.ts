import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { applicationOptions } from '../../config/data-source';
import type { NewEvent } from '../../src/modules/audit/audit.event';
import { AuditRecorder } from '../../src/modules/audit/audit.recorder';
import { UnitOfWork } from '../../src/modules/audit/audit.unit-of-work';
import { EventWriter } from '../../src/modules/audit/recording/event-writer';
import { EventPartitions } from '../../src/modules/audit/storage/partitions';
import { loadPolicy, type Query } from '../../src/modules/retention/policy/load-policy';
import type { PolicyTerms } from '../../src/modules/retention/policy/policy';
import { savePolicy } from '../../src/modules/retention/policy/save-policy';
import { DatePurge } from '../../src/modules/retention/purge/date-purge';
import { Inventories } from '../../src/modules/retention/purge/inventory';
import { PurgeRecords } from '../../src/modules/retention/purge/purge-records';
import { RetentionExpiry } from '../../src/modules/retention/retention.expiry';
import { PartitionsAhead } from '../../src/modules/retention/retention.partitions';
import { Purger } from '../../src/modules/retention/retention.purger';
import { Rehomer } from '../../src/modules/retention/retention.rehomer';
import { Unholder } from '../../src/modules/retention/retention.unholder';
import { PurgeStore } from '../../src/modules/retention/storage/purge-store';
import { RehomingStore } from '../../src/modules/retention/storage/rehoming-store';
import { Settling } from '../../src/modules/retention/storage/settling';
import { UnholdingStore } from '../../src/modules/retention/storage/unholding-store';
import { Clock, DAY_MS } from '../../src/platform/clock/clock';
import { applicationUrl } from '../../src/platform/database/database-roles';
import { DatabasePool } from '../../src/platform/database/pools';
import { Log } from '../../src/platform/log/log';
import { eventFlags } from './flags';
import { anEvent } from './log-fixture';
import { openArchives } from './test-archives';
import { holdGuard } from './test-holds';
import { createTestDatabase, TEST_SECRET } from './test-database';

/** Stands still until it is moved. */
export class HandClock extends Clock {
  constructor(public moment: Date) {
    super();
  }

  now(): Date {
    return this.moment;
  }

  forward(days: number): void {
    this.moment = new Date(this.moment.getTime() + days * DAY_MS);
  }
}

export type RetentionFixture = Awaited<ReturnType<typeof openRetention>>;

/** The retention module without HTTP, as the application's role; and the superuser's pool to look behind it. */
export async function openRetention(start = '2026-11-21T12:00:00.000Z') {
  const database = await createTestDatabase();
  const url = applicationUrl(database.url, TEST_SECRET);
  const clock = new HandClock(new Date(start));
  const [app, admin] = [new DatabasePool(url, 'test', 12), new DatabasePool(database.url, 'test-admin', 4)];
  const dataSource = await new DataSource(applicationOptions(url, 4)).initialize();
  const services = servicesOf(app, dataSource, clock);
  const { expiry, archive } = services;
  return {
    database,
    clock,
    app,
    admin,
    ...services,
    /** An organization with a policy of so many days. */
    organization: (days: number | null) => organization(admin, days),
    ...policiesOf(app, expiry, clock),
    close: async (): Promise<void> => {
      await dataSource.destroy();
      await Promise.all([app.close(), admin.close()]);
      archive.remove();
      await database.drop();
    },
  };
}

function servicesOf(app: DatabasePool, dataSource: DataSource, clock: Clock) {
  const expiry = new RetentionExpiry(app, clock);
  const log = new Log('silent');
  const partitions = new EventPartitions(app);
  const flags = eventFlags();
  const writer = new EventWriter(app, partitions, expiry, clock, flags);
  const settling = new Settling(app, holdGuard(app));
  const store = new PurgeStore(app);
  const unitOfWork = new UnitOfWork(dataSource, partitions, expiry, clock, flags);
  const records = new PurgeRecords(unitOfWork, clock);
  const archive = openArchives(app, unitOfWork, clock);
  const datePurge = new DatePurge(store, new Inventories(settling, store), records, archive.archives);
  return {
    writer,
    expiry,
    store,
    archive,
    ahead: new PartitionsAhead(app, clock, log),
    purger: new Purger(store, datePurge, new AuditRecorder(writer, clock), clock, log),
    guard: holdGuard(app),
    unholder: new Unholder(new UnholdingStore(app), settling, clock),
    rehomer: new Rehomer(new RehomingStore(app), settling, clock),
  };
}

function policiesOf(app: DatabasePool, expiry: RetentionExpiry, clock: Clock) {
  /** Changes the policy as it is changed when its wait is over; what is left out stays. */
  const change = async (organizationId: string, terms: Partial<PolicyTerms>): Promise<void> => {
    await setPolicy(app, organizationId, terms, clock.now());
    expiry.forget(organizationId);
  };
  return {
    setPolicy: change,
    setDays: (organizationId: string, defaultDays: number | null) => change(organizationId, { defaultDays }),
  };
}

async function organization(admin: DatabasePool, days: number | null): Promise<string> {
  const id = randomUUID();
  await sql(admin, `INSERT INTO organizations (id, name) VALUES ($1, 'Acme')`, [id]);
  await sql(
    admin,
    `INSERT INTO retention_policies (organization_id, default_days, version, updated_at) VALUES ($1, $2, 1, now())`,
    [id, days],
  );
  return id;
}

function setPolicy(
  app: DatabasePool,
  organizationId: string,
  terms: Partial<PolicyTerms>,
  at: Date,
): Promise<void> {
  return app.inOrganization(organizationId, async (client) => {
    const query: Query = async (text, values) => (await client.query(text, values as unknown[])).rows;
    const before = await loadPolicy(query, organizationId, true);
    const changedBy = { id: null, name: 'A test', email: null };
    const authors = { changedBy, approvedBy: null, reason: null, at };
    await savePolicy(query, organizationId, before, { ...before, ...terms }, authors);
  });
}

export async function sql<T = Record<string, unknown>>(
  pool: DatabasePool,
  text: string,
  values: unknown[] = [],
): Promise<T[]> {
  return (await pool.pool.query(text, values)).rows as T[];
}

/** So many events, a millisecond apart, from so many days before the clock's now. */
export function eventsOf(clock: Clock, count: number, daysAgo = 0, over: Partial<NewEvent> = {}): NewEvent[] {
  const first = clock.now().getTime() - daysAgo * DAY_MS;
  return Array.from({ length: count }, (_, i) => anEvent({ occurred_at: new Date(first + i), ...over }));
}

/** The ids that an organization's log holds by this action, whichever partition they are in. */
export async function idsOf(
  { admin }: RetentionFixture,
  organizationId: string,
  action = 'member.role_changed',
): Promise<string[]> {
  const rows = await sql<{ id: string }>(
    admin,
    'SELECT id FROM events WHERE organization_id = $1 AND action = $2 ORDER BY sequence',
    [organizationId, action],
  );
  return rows.map(({ id }) => id);
}

/** Appends one event after another until it is stopped: how long the slowest took, and which ids were acknowledged. */
export function appending({ writer, clock }: RetentionFixture, organizationId: string): Appending {
  const state = { going: true };
  const work = async (): Promise<Appended> => {
    const ids: string[] = [];
    let slowest = 0;
    while (state.going) {
      const events = eventsOf(clock, 1);
      const begun = performance.now();
      const [result] = await writer.write(organizationId, events);
      slowest = Math.max(slowest, performance.now() - begun);
      if (result?.status !== 'stored') throw new Error(`an event was ${result?.status}`);
      ids.push(result.id);
    }
    return { slowest, ids };
  };
  const done = work();
  const stop = (): Promise<Appended> => {
    state.going = false;
    return done;
  };
  return { stop };
}

interface Appended {
  readonly slowest: number;
  readonly ids: readonly string[];
}

interface Appending {
  stop(): Promise<Appended>;
}
