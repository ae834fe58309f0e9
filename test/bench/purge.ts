import { DataSource } from 'typeorm';
import { applicationOptions } from '../../config/data-source';
import { AuditRecorder } from '../../src/modules/audit/audit.recorder';
import { UnitOfWork } from '../../src/modules/audit/audit.unit-of-work';
import { newEvent } from '../../src/modules/audit/ingest/new-event';
import { EventWriter } from '../../src/modules/audit/recording/event-writer';
import { EventPartitions } from '../../src/modules/audit/storage/partitions';
import { DatePurge } from '../../src/modules/retention/purge/date-purge';
import { Inventories } from '../../src/modules/retention/purge/inventory';
import { PurgeRecords } from '../../src/modules/retention/purge/purge-records';
import { RetentionExpiry } from '../../src/modules/retention/retention.expiry';
import { Purger } from '../../src/modules/retention/retention.purger';
import { PurgeStore } from '../../src/modules/retention/storage/purge-store';
import { Settling } from '../../src/modules/retention/storage/settling';
import { applicationUrl } from '../../src/platform/database/database-roles';
import { Log } from '../../src/platform/log/log';
import { eventFlags } from '../support/flags';
import { openArchives } from '../support/test-archives';
import { holdGuard } from '../support/test-holds';
import type { Bench } from './bench-context';
import { EventSource } from './events';
import { atMost, within, type Figure } from './figure';
import { COPY, makeExpiredDate, type ExpiredDate } from './purge-fixture';
import type { Stage } from './stage';
import { timed } from './statistics';

const BATCH = 5_000;
const MOST_WAIT_MS = 1_000;

/**
 * The real purge of a date, against deleting as many rows, half of them before it, half after, and the VACUUM that makes
 * their room usable again.
 */
export async function purge({ stage, options, access }: Bench): Promise<Figure[]> {
  const expired = await makeExpiredDate(stage, options.events, access.organizationId);
  const half = Math.ceil(expired.rows / expired.organizations.length / 2);
  const source = new DataSource(applicationOptions(applicationUrl(stage.url, stage.secret), 4));
  await source.initialize();
  const tools = makeTools(stage, source);
  const before = await timed(() => deleteRows(stage, expired, 0, half));
  const appends = appending(tools.writer, access.organizationId, stage);
  const steps: Record<string, number> = {};
  const onStep = (step: string): void => void (steps[step] = performance.now());
  let purged = 0;
  const ours = await timed(async () => (purged = (await tools.purger.run({ onStep })).events));
  const drop = ((steps.dropped ?? 0) - (steps.announced ?? 0)) / 1_000;
  const waits = await appends.stop();
  const after = await timed(() => deleteRows(stage, expired, half, half * 2));
  const vacuum = await timed(() => stage.admin.pool.query(`VACUUM ${COPY}`));
  await source.destroy();
  if (purged !== expired.rows) throw new Error(`purged ${purged} events instead of ${expired.rows}`);
  return [
    atMost(0.05, {
      name: `purge of ${purged.toLocaleString('en')} events / DELETE, 5,000 at a time, and VACUUM`,
      unit: 's',
      limit: (before + after + vacuum) / 1_000,
      ours: ours / 1_000,
      note: `the drop alone ${drop.toFixed(2)} s; DELETE alone ${((before + after) / 1_000).toFixed(1)} s`,
    }),
    within(MOST_WAIT_MS, {
      name: 'longest append during the purge',
      unit: 'ms',
      limit: null,
      ours: Math.max(...waits),
      note: `of ${waits.length}`,
    }),
  ];
}

function makeTools(stage: Stage, source: DataSource): { purger: Purger; writer: EventWriter } {
  const { app, clock } = stage;
  const expiry = new RetentionExpiry(app, clock);
  const partitions = new EventPartitions(app);
  const flags = eventFlags();
  const writer = new EventWriter(app, partitions, expiry, clock, flags);
  const store = new PurgeStore(app);
  const unitOfWork = new UnitOfWork(source, partitions, expiry, clock, flags);
  const records = new PurgeRecords(unitOfWork, clock);
  const inventories = new Inventories(new Settling(app, holdGuard(app)), store);
  const { archives } = openArchives(app, unitOfWork, clock);
  const datePurge = new DatePurge(store, inventories, records, archives);
  return {
    purger: new Purger(store, datePurge, new AuditRecorder(writer, clock), clock, new Log('silent')),
    writer,
  };
}

async function deleteRows(stage: Stage, expired: ExpiredDate, from: number, to: number): Promise<void> {
  for (const organizationId of expired.organizations) {
    for (let after = from; after < to; after += BATCH)
      await stage.admin.pool.query(
        `DELETE FROM ${COPY} WHERE organization_id = $1 AND sequence > $2 AND sequence <= $3`,
        [organizationId, after, Math.min(after + BATCH, to)],
      );
  }
}

/** One event after the other until it is stopped; milliseconds of each. */
function appending(
  writer: EventWriter,
  organizationId: string,
  { clock }: Stage,
): { stop(): Promise<number[]> } {
  const events = new EventSource(5, { actors: 100, records: 100 });
  const reporter = { api_key_id: organizationId, ip: null, request_id: organizationId };
  const waits: number[] = [];
  const stopping = new AbortController();
  const work = (async () => {
    while (!stopping.signal.aborted) {
      const event = newEvent(events.next(new Date()), reporter, clock.now());
      waits.push(await timed(() => writer.write(organizationId, [event])));
    }
    return waits;
  })();
  const stop = (): Promise<number[]> => {
    stopping.abort();
    return work;
  };
  return { stop };
}
