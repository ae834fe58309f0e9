import 'reflect-metadata';
import { join } from 'node:path';
import { RetentionExpiry } from '../../src/modules/retention/retention.expiry';
import { freshen, setUp, type Access } from './api';
import type { Bench } from './bench-context';
import { changes } from './changes';
import { consolePages } from './console';
import { exportAll } from './export';
import type { Figure } from './figure';
import { countAll, fill, tenantsBeside, type Tenant } from './fill';
import { ingest } from './ingest';
import { lists, words } from './lists';
import { live } from './live';
import { memory } from './memory';
import { numbers, trails } from './numbers';
import { proofs } from './proofs';
import { readOptions, type Options, type PartName } from './options';
import { purge } from './purge';
import { recording } from './recording';
import { save, table } from './report';
import { keepLog, keptLog } from './kept-log';
import { dist, startServer } from './server-process';
import { sealing } from './sealing';
import { openStage, type Stage } from './stage';
import { prepareTenants } from './tenants';
import { verification } from './verification';

type Part = (bench: Bench) => Promise<Figure[]>;

/** In this order. The last two change what the others measure, or look back on them. */
const parts: Record<PartName, Part> = {
  lists,
  words,
  numbers,
  trails,
  console: consolePages,
  live,
  recording,
  changes,
  proofs,
  export: exportAll,
  ingest,
  sealing,
  purge,
  verification,
  memory,
};

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const start = performance.now();
  const stage = await openStage(options.keep);
  try {
    const figures = await onStage(stage, options);
    console.log(`\n${table(figures)}\n`);
    const seconds = (performance.now() - start) / 1_000;
    console.log(`${Math.round(seconds)} s; ${save(join(dist, '..'), options, figures, seconds)}`);
  } finally {
    await stage.close();
  }
}

async function onStage(stage: Stage, options: Options): Promise<Figure[]> {
  const server = await startServer(stage);
  try {
    const kept = keptLog(stage);
    const access = kept?.access ?? (await setUp(stage, server.port));
    const idleMb = server.rss();
    const tenants = kept?.tenants ?? (await filledFor(stage, access, options));
    await step('counting what is new', () => countAll(stage));
    await freshen(stage, access);
    const homes = await homesOf(stage, access);
    const bench: Bench = { options, stage, server, access, tenants, idleMb, homes };
    const figures: Figure[] = [];
    for (const [name, part] of Object.entries(parts)) {
      if (options.parts.has(name as PartName)) figures.push(...(await step(name, () => part(bench))));
    }
    return figures;
  } finally {
    await server.stop();
  }
}

async function filledFor(stage: Stage, access: Access, { events }: Options): Promise<readonly Tenant[]> {
  const tenants = tenantsBeside(access.organizationId);
  await prepareTenants(stage, tenants);
  await step(`filling the log with ${events.toLocaleString('en')} events`, () =>
    fill(stage, tenants, events, new RetentionExpiry(stage.app, stage.clock)),
  );
  keepLog(stage, { access, tenants });
  return tenants;
}

async function homesOf({ admin }: Stage, { organizationId }: Access): Promise<Bench['homes']> {
  const { rows } = await admin.pool.query<{ expires_on: string; last_day: string }>(
    'SELECT expires_on::text, last_day::text FROM event_homes WHERE organization_id = $1',
    [organizationId],
  );
  return (from) => rows.filter(({ last_day }) => last_day >= from.slice(0, 10)).map((row) => row.expires_on);
}

async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  process.stderr.write(`${name} … `);
  const result = await work();
  process.stderr.write(`${((performance.now() - start) / 1_000).toFixed(1)} s\n`);
  return result;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
