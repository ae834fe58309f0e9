import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { Pool } from 'pg';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runDaybook, startDaybook, type DaybookProcess } from '../support/daybook-process';
import { PLATFORM_LOG_ID } from '../../src/platform/database/tenant';
import { postmasterOf, superuserUrl } from '../support/drill-stage';
import { TestClient } from '../support/test-client';
import { storedEvents } from '../support/test-log';

describe('the process', () => {
  const directory = mkdtempSync(join(tmpdir(), 'daybook-test-'));
  const data = join(directory, 'data');
  let daybook: DaybookProcess | undefined;

  // The user that PostgreSQL runs as must get through.
  beforeAll(() => chmodSync(directory, 0o711));
  afterAll(async () => {
    await daybook?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('names all mistakes of the environment and ends', async () => {
    const { code, output } = await runDaybook({ DATA_DIR: data, PORT: 'x', LOG_LEVEL: 'loud' });
    expect(code).toBe(1);
    expect(output).toMatch(/^The environment has 2 mistakes:\n {2}PORT .*\n {2}LOG_LEVEL .*\n$/);
  });

  it('says in one sentence that its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, output } = await runDaybook({ DATA_DIR: data, PORT: String(port) });
    other.close();
    expect(code).toBe(1);
    expect(output).toBe(
      `Another program listens on 127.0.0.1:${port}: stop it, or set PORT to a free port.\n`,
    );
    expect(postmasterOf(data)).toBeNull();
  }, 120_000);

  it('says in one sentence that the database refuses it', async () => {
    daybook = await startDaybook({ DATA_DIR: data, PORT: '0' });
    const wrong = 'postgres://nobody:wrong@127.0.0.1:1/none';
    const refused = await runDaybook({
      DATA_DIR: join(directory, 'other'),
      DATABASE_URL: wrong.replace(':1/', `:${portOf(data)}/`),
    });
    expect(refused.code).toBe(1);
    expect(refused.output).toMatch(
      /^The database none at 127\.0\.0\.1:\d+ does not serve us \(password authentication failed.*\): check DATABASE_URL\.\n$/,
    );
  }, 120_000);

  it('starts once for a data directory, and tells the second where the first is', async () => {
    const { code, output } = await runDaybook({ DATA_DIR: data, PORT: '0' });
    expect(code).toBe(1);
    expect(output).toBe(`Daybook is already running here (pid ${daybook?.pid}, address ${daybook?.url})\n`);
  });

  it('keeps its secrets and files from other users', () => {
    expect(statSync(data).mode & 0o067).toBe(0);
    const open = readdirSync(data).filter((name) => (statSync(join(data, name)).mode & 0o077) !== 0);
    expect(open).toEqual([]);
  });

  it('is found again after a kill -9, with the database that it left', async () => {
    const before = postmasterOf(data);
    await daybook?.kill();
    daybook = await startDaybook({ DATA_DIR: data, PORT: '0' });
    expect(postmasterOf(data)).toBe(before);
    await new TestClient(daybook.url).get('/readyz').expect(200);
  }, 120_000);

  it('leaves in order when it is told to twice, and takes its database with it', async () => {
    process.kill(daybook!.pid, 'SIGINT');
    expect(await daybook!.stop('SIGINT')).toBe(0);
    expect(postmasterOf(data)).toBeNull();
  });

  it('records a rejection that nobody caught, and ends non-zero', async () => {
    const fault = join(__dirname, '../support/uncaught-on-signal.cjs');
    daybook = await startDaybook({ DATA_DIR: data, PORT: '0', NODE_OPTIONS: `-r ${fault}` });
    expect(await daybook.stop('SIGUSR2')).toBe(1);
    expect(daybook.output()).toContain('an error that nobody caught ends the process');
    const pool = new Pool({ connectionString: superuserUrl(data), max: 1 });
    const recorded = await storedEvents(pool, PLATFORM_LOG_ID);
    await pool.end();
    expect(recorded.at(-1)).toMatchObject({
      action: 'process.failed',
      outcome: 'failure',
      summary: 'Daybook failed to go on: an error that nobody caught: RangeError',
      actor: { type: 'system' },
    });
    daybook = await startDaybook({ DATA_DIR: data, PORT: '0' });
  }, 120_000);
});

const portOf = (data: string): string => new URL(superuserUrl(data)).port;
