import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { forEver } from '../../src/modules/audit/audit.expiry';
import { newEvent } from '../../src/modules/audit/ingest/new-event';
import { EventWriter } from '../../src/modules/audit/recording/event-writer';
import { EventPartitions } from '../../src/modules/audit/storage/partitions';
import { SEALING_LOCK } from '../../src/modules/integrity/sealing/seal-options';
import { NoFlags } from '../support/flags';
import type { Bench } from './bench-context';
import { EventSource } from './events';
import { atLeast, within, type Figure } from './figure';
import { HttpConnection } from './http-connection';
import { Subjects } from './ingest';
import type { Stage } from './stage';
import { interleave, median, timed } from './statistics';

const BATCH = 1_000;
const BATCHES = 24;
const SENDERS = 4;
const ROUNDS = 5;
const LOGS = 1_000;
const EVENTS_EACH = 100;
const SAMPLE_MS = 200;
const PATIENCE_MS = 600_000;
/** Issue 6. */
const MOST_BEHIND_S = 10;

/** Ingest with sealing on and off in turn, how far checkpoints are behind meanwhile, and many small logs at once. */
export async function sealing(bench: Bench): Promise<Figure[]> {
  const { stage } = bench;
  await untilSealed(stage);
  const subjects = new Subjects(bench);
  const connections = await Promise.all(
    Array.from({ length: SENDERS }, () => HttpConnection.open(bench.server.port)),
  );
  const send = (): Promise<number> => subjects.send(connections, subjects.batches(BATCHES), BATCH);
  const behind: number[] = [];
  const rate = await interleave(ROUNDS, {
    on: () => watching(bench, behind, send),
    off: () => withoutSealing(stage, send),
  });
  connections.forEach((connection) => connection.close());
  return [
    atLeast(0.95, {
      name: 'ingest with sealing on / off',
      unit: 'events/s',
      limit: median(rate.off),
      ours: median(rate.on),
      note: `rounds: on ${rate.on.map(Math.round).join(' ')}, off ${rate.off.map(Math.round).join(' ')}`,
    }),
    within(MOST_BEHIND_S, {
      name: 'append to checkpoint while ingesting, the greatest of samples',
      unit: 's',
      limit: null,
      ours: Math.max(...behind),
      note: `${behind.length} samples, median ${median(behind).toFixed(1)} s`,
    }),
    await manyLogs(stage),
  ];
}

async function manyLogs(stage: Stage): Promise<Figure> {
  await withoutSealing(stage, () => fillLogs(stage));
  const ms = await timed(() => untilSealed(stage));
  return within(MOST_BEHIND_S, {
    name: `${LOGS} logs with ${EVENTS_EACH} new events each, until all are sealed`,
    unit: 's',
    limit: null,
    ours: ms / 1_000,
  });
}

/** What sealing is under is taken away from it; what it missed is made up before anything else is measured. */
async function withoutSealing<T>(stage: Stage, work: () => Promise<T>): Promise<T> {
  const result = await stage.admin.use(async (client) => {
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [SEALING_LOCK]);
    try {
      return await work();
    } finally {
      await client.query('SELECT pg_advisory_unlock_all()');
    }
  });
  if (typeof result === 'number') await untilSealed(stage);
  return result;
}

/** Looks again and again how long the oldest event that is not sealed has been waiting. */
async function watching(
  { stage, access }: Bench,
  behind: number[],
  work: () => Promise<number>,
): Promise<number> {
  const done = new AbortController();
  const samples = (async () => {
    for (; !done.signal.aborted; await delay(SAMPLE_MS))
      behind.push(await secondsBehind(stage, access.organizationId));
  })();
  try {
    return await work();
  } finally {
    done.abort();
    await samples;
  }
}

async function secondsBehind({ admin }: Stage, organizationId: string): Promise<number> {
  const { rows } = await admin.pool.query<{ seconds: string | null }>(
    `SELECT extract(epoch FROM clock_timestamp() - e.recorded_at) AS seconds
       FROM trees t JOIN events e ON e.organization_id = t.organization_id AND e.sequence = t.size + 1 WHERE t.organization_id = $1`,
    [organizationId],
  );
  return Number(rows[0]?.seconds ?? 0);
}

async function untilSealed({ admin }: Stage): Promise<void> {
  for (const start = performance.now(); ; await delay(50)) {
    const { rows } = await admin.pool.query<{ left: string; refusals: string[] | null }>(
      `SELECT count(*) AS left, array_agg(t.refusal) FILTER (WHERE t.refusal IS NOT NULL) AS refusals
         FROM log_heads h LEFT JOIN trees t USING (organization_id) WHERE h.last_sequence > coalesce(t.size, 0)`,
    );
    if (Number(rows[0]?.left) === 0) return;
    if (rows[0]?.refusals) throw new Error(`refused: ${rows[0].refusals.join(', ')}`);
    if (performance.now() - start > PATIENCE_MS) throw new Error('sealing does not catch up');
  }
}

async function fillLogs(stage: Stage): Promise<void> {
  const partitions = new EventPartitions(stage.app);
  const expiry = { of: () => Promise.resolve(forEver) };
  const writer = new EventWriter(stage.app, partitions, expiry, stage.clock, new NoFlags());
  const source = new EventSource(815, { actors: 50, records: 1_000 });
  const reporter = { api_key_id: randomUUID(), ip: '192.0.2.10', request_id: randomUUID() };
  const logs = Array.from({ length: LOGS }, () => randomUUID());
  const work = async (): Promise<void> => {
    for (let id = logs.pop(); id !== undefined; id = logs.pop()) {
      const now = stage.clock.now();
      const events = Array.from({ length: EVENTS_EACH }, () => newEvent(source.next(now), reporter, now));
      await writer.write(id, events);
    }
  };
  await Promise.all([work(), work(), work()]);
}
