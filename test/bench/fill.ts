import { randomUUID } from 'node:crypto';
import { DAY_MS } from '../../src/platform/clock/clock';
import type { ExpiryRule } from '../../src/modules/audit/audit.expiry';
import { EventCounting } from '../../src/modules/audit/audit.counting';
import { CountStore } from '../../src/modules/audit/counts/count-store';
import { newEvent } from '../../src/modules/audit/ingest/new-event';
import { EventWriter } from '../../src/modules/audit/recording/event-writer';
import { EventPartitions } from '../../src/modules/audit/storage/partitions';
import { NoFlags } from '../support/flags';
import { EventSource, type Crowd } from './events';
import type { Stage } from './stage';

export interface Tenant extends Crowd {
  readonly id: string;
  /** Of all events. */
  readonly share: number;
  /** The retention policy; null keeps events for ever. */
  readonly days: number | null;
}

export const FILLED_DAYS = 90;
const BATCH = 1_000;
/** Written at once, each its own lane, so that the database never waits for this process. */
const AT_ONCE = 3;

/** One large tenant with 45 % of the events, and eleven others with different policies, so with partitions of their own. */
export const tenantsBeside = (largest: string): Tenant[] => [
  { id: largest, share: 0.45, days: 730, actors: 5_000, records: 200_000 },
  ...Array.from({ length: 11 }, (_, number) => ({
    id: randomUUID(),
    share: 0.05,
    days: [null, 365, 2_190][number % 3] as number | null,
    actors: 400,
    records: 20_000,
  })),
];

/** Fills the log through the writer of the API, so that every row is as the API would have stored it, oldest first. */
export async function fill(
  stage: Stage,
  tenants: readonly Tenant[],
  events: number,
  expiry: ExpiryRule,
): Promise<void> {
  const writer = new EventWriter(
    stage.app,
    new EventPartitions(stage.app),
    expiry,
    stage.clock,
    new NoFlags(),
  );
  const from = Date.now() - FILLED_DAYS * DAY_MS;
  const queue = batchesOf(tenants, events);
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { tenant, source, first, count, total } = next;
      const batch = Array.from({ length: count }, (_, i) =>
        newEvent(source.next(momentOf(from, first + i, total)), REPORTER, stage.clock.now()),
      );
      await writer.write(tenant.id, batch);
    }
  };
  await withoutSecondaryIndexes(stage, () => Promise.all(Array.from({ length: AT_ONCE }, work)));
  await stage.admin.pool.query('VACUUM (ANALYZE) events');
}

/** Into the tables that histogram, facets and activity read, as the product counts. */
export const countAll = ({ app }: Stage): Promise<number> =>
  new EventCounting(new CountStore(app)).run({ timeLimitMs: 3_600_000 });

const REPORTER = { api_key_id: randomUUID(), ip: '192.0.2.10', request_id: randomUUID() };

const momentOf = (from: number, index: number, total: number): Date =>
  new Date(from + Math.floor((index / total) * (FILLED_DAYS * DAY_MS - 60_000)));

interface Batch {
  readonly tenant: Tenant;
  readonly source: EventSource;
  readonly first: number;
  readonly count: number;
  readonly total: number;
}

/** All tenants' batches in the order of time. */
function batchesOf(tenants: readonly Tenant[], events: number): Batch[] {
  return tenants
    .flatMap((tenant, number) => {
      const source = new EventSource(number + 1, tenant);
      const total = Math.round(events * tenant.share);
      return Array.from({ length: Math.ceil(total / BATCH) }, (_, batch) => ({
        tenant,
        source,
        first: batch * BATCH,
        count: Math.min(BATCH, total - batch * BATCH),
        total,
      }));
    })
    .sort((a, b) => a.first / a.total - b.first / b.total);
}

/** Indexes made at the end cost half the time; what is measured later keeps them up row by row. */
async function withoutSecondaryIndexes(stage: Stage, work: () => Promise<unknown>): Promise<void> {
  const { rows } = await stage.admin.pool.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
       FROM pg_index WHERE indrelid = 'events'::regclass AND NOT indisunique`,
  );
  for (const { name } of rows) await stage.admin.pool.query(`DROP INDEX ${name}`);
  await work();
  const client = await stage.admin.pool.connect();
  await client.query(`SET maintenance_work_mem = '512MB'`);
  for (const { definition } of rows) await client.query(definition.replace(' ON ONLY ', ' ON '));
  client.release(true);
}
