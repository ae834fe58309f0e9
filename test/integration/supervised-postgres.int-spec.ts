import { Client } from 'pg';
import type { EmbeddedPostgres } from '../../src/platform/database/embedded-postgres/embedded-postgres';
import { hasEnded, identify } from '../../src/platform/database/embedded-postgres/process-identity';
import { superviseEmbeddedPostgres } from '../../src/platform/database/embedded-postgres/supervise';
import { temporaryDirectory } from '../support/temporary-directory';
import { until } from '../support/until';

describe('the supervised PostgreSQL', () => {
  let server: EmbeddedPostgres | undefined;
  const warnings: string[] = [];

  const start = async (): Promise<EmbeddedPostgres> => {
    const dir = temporaryDirectory();
    const warn = (message: string): void => void warnings.push(message);
    // Not synced to the disk, but to the operating system, which outlives the server.
    const settings = { synchronous_commit: 'on' };
    return (server = await superviseEmbeddedPostgres(
      { dir, database: 'daybook', unsafe: true, settings },
      warn,
    ));
  };

  afterEach(async () => {
    await server?.stop();
    warnings.length = 0;
  });

  it('comes back by itself each time it is killed, on the same port, with its data', async () => {
    const { url, port, pid } = await start();
    await query(url, 'create table kept ()');
    for (let kills = 0; kills < 2; kills++) {
      const before = server!.pid;
      await kill(before);
      await until('another server', async () => server!.pid !== before && answers(url));
    }
    expect(await query(url, 'select * from kept')).toEqual([]);
    expect(url).toMatch(/\/daybook$/);
    expect(server!.port).toBe(port);
    expect(server!.pid).not.toBe(pid);
    expect(warnings).toHaveLength(2);
    expect(warnings[0]).toContain(`pid ${pid}) has died`);
  });

  it('is not brought back when it is stopped', async () => {
    const { url } = await start();
    const { pid } = server!;
    expect(await server!.stop()).toBe(true);
    expect(identify(pid)).toBeNull();
    expect(await answers(url)).toBe(false);
    expect(warnings).toEqual([]);
  });

  it('lets itself be stopped while it is dead', async () => {
    const { url } = await start();
    await kill(server!.pid);
    await server!.stop();
    expect(await answers(url)).toBe(false);
  });
});

async function kill(pid: number): Promise<void> {
  const postmaster = identify(pid);
  process.kill(pid, 'SIGKILL');
  await hasEnded(postmaster!, 10_000);
}

const answers = (url: string): Promise<boolean> =>
  query(url, 'select 1').then(
    () => true,
    () => false,
  );

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}
