import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../src/platform/database/embedded-postgres/embedded-postgres';
import { hasEnded, identify } from '../../src/platform/database/embedded-postgres/process-identity';
import { startDaybook, type DaybookProcess } from '../support/daybook-process';
import { Ledger } from '../support/drill-ledger';
import { drillEvent, load, type Load } from '../support/drill-load';
import { postmasterOf, setUp, superuserUrl } from '../support/drill-stage';
import { FLAWLESS, judge } from '../support/drill-verdict';
import { freePort } from '../support/free-port';
import { rounds } from '../support/rounds';
import { TestClient } from '../support/test-client';
import { until } from '../support/until';

const CLIENTS = 16;
const SERVER_KILLS = rounds({ all: 3, part: 2 });
const DATABASE_KILLS = rounds({ all: 3, part: 2 });
const RECOVERY_LIMIT_MS = 10_000;

/** A number of acknowledgements after which to strike: each time at another moment of the work. */
const anyMoment = (): number => 50 + Math.floor(Math.random() * 400);

describe('what survives a kill -9 under load', () => {
  const directory = mkdtempSync(join(tmpdir(), 'daybook-test-'));
  let daybook: DaybookProcess | undefined;
  let clients: Load | undefined;

  afterEach(async () => {
    clients?.drop();
    await daybook?.kill();
    const pid = postmasterOf(directory);
    if (pid !== null) await kill(pid);
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('every acknowledged event, once, and every change with its event', async () => {
    const env = { DATA_DIR: directory, PORT: String(await freePort()) };
    const begun = Date.now();
    daybook = await startDaybook(env);
    const firstStart = Date.now() - begun;
    const { server, organizationId } = await setUp(daybook.url);
    const ledger = new Ledger();
    clients = load(server, ledger, CLIENTS);

    for (let kills = 0; kills < SERVER_KILLS; kills++) {
      await ledger.more(anyMoment());
      await daybook.kill();
      daybook = await startDaybook(env);
    }
    const recoveries: number[] = [];
    for (let kills = 0; kills < DATABASE_KILLS; kills++) {
      await ledger.more(anyMoment());
      const killed = postmasterOf(directory) as number;
      await kill(killed);
      const since = Date.now();
      await until('another server', async () => {
        daybook?.expectAlive();
        return ![killed, null].includes(postmasterOf(directory));
      });
      await ledger.more(1);
      daybook.expectAlive();
      recoveries.push(Date.now() - since);
    }
    await ledger.more(anyMoment());
    await clients.stop();

    const pool = new Pool({ connectionString: superuserUrl(directory), max: 1 });
    pool.on('error', () => undefined);
    expect(await judge(pool, organizationId, ledger)).toEqual(FLAWLESS);
    expect(ledger.interrupted).toBeGreaterThan(0);
    // Of a machine on which even a first start takes so long, no more can be asked.
    expect(Math.max(...recoveries)).toBeLessThan(Math.max(RECOVERY_LIMIT_MS, firstStart));
    await expectDuplicates(server.url, server.apiKey, ledger);
    expect(await judge(pool, organizationId, ledger)).toEqual(FLAWLESS);
    await tamper(pool, organizationId);
    expect(await judge(pool, organizationId, ledger)).toMatchObject({
      lostEvents: [expect.any(String)],
      gaps: expect.arrayContaining([expect.any(Number)]),
      unmatched: [expect.any(String), expect.any(String)],
    });
    await pool.end();
    expect(await daybook.stop()).toBe(0);
    expect(postmasterOf(directory)).toBeNull();
  }, 240_000);

  it('not every event, when the database commits without waiting for the disk: the drill can fail', async () => {
    const options = {
      dir: join(directory, 'unsafe'),
      settings: { synchronous_commit: 'off', wal_writer_delay: '10s' },
    };
    let postgres: EmbeddedPostgres = await startEmbeddedPostgres(options);
    daybook = await startDaybook({
      DATA_DIR: join(directory, 'server'),
      PORT: String(await freePort()),
      DATABASE_URL: postgres.url,
      DATABASE_ALLOW_UNSAFE: 'true',
    });
    const { server, organizationId } = await setUp(daybook.url);
    const pool = new Pool({ connectionString: postgres.url, max: 1 });
    pool.on('error', () => undefined);
    await pool.query('CHECKPOINT');
    const ledger = new Ledger();
    clients = load(server, ledger, CLIENTS);
    await ledger.more(200);
    await kill(postgres.pid);
    postgres = await startEmbeddedPostgres({ ...options, port: postgres.port });
    await clients.stop();
    const { lostEvents } = await judge(pool, organizationId, ledger);
    await pool.end();
    await daybook.stop();
    await postgres.stop();
    expect(lostEvents.length).toBeGreaterThan(0);
  }, 120_000);
});

/** What the judge must see: an event gone, a change without an event, another's event without its change. */
async function tamper(pool: Pool, organizationId: string): Promise<void> {
  for (const statement of [
    `DELETE FROM events WHERE organization_id = $1
     AND sequence = (SELECT max(sequence) FROM events WHERE organization_id = $1 AND action = 'drill.happened')`,
    `UPDATE api_keys SET id = gen_random_uuid() WHERE organization_id = $1
     AND id = (SELECT id FROM api_keys WHERE organization_id = $1 ORDER BY created_at DESC LIMIT 1)`,
  ])
    await pool.query(statement, [organizationId]);
}

/** The same ids and bytes once more: known, under the same numbers. */
async function expectDuplicates(url: string, apiKey: string, ledger: Ledger): Promise<void> {
  const known = [...ledger.events].slice(-500);
  const { body } = await new TestClient(url, apiKey)
    .post('/v1/events', { events: known.map(([id]) => drillEvent(id)) })
    .expect(200);
  const { items } = body as { items: { id: string; status: string; sequence: number }[] };
  const leaf_hash = expect.stringMatching(/^[0-9a-f]{64}$/);
  expect(items).toEqual(known.map(([id, sequence]) => ({ id, status: 'duplicate', sequence, leaf_hash })));
}

async function kill(pid: number): Promise<void> {
  const postmaster = identify(pid);
  if (postmaster === null) return;
  process.kill(pid, 'SIGKILL');
  await until('its end', () => hasEnded(postmaster, 5_000));
}
