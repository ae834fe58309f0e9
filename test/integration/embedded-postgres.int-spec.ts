import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from '../../src/platform/database/embedded-postgres/embedded-postgres';
import { hasEnded, identify } from '../../src/platform/database/embedded-postgres/process-identity';
import { runChild } from '../support/child-process';
import { temporaryDirectory } from '../support/temporary-directory';

/** Only root runs it as somebody else. */
const asRoot = process.getuid?.() === 0 ? it : it.skip;

describe('the bundled PostgreSQL', () => {
  const running: EmbeddedPostgres[] = [];

  const start = async (options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> => {
    const server = await startEmbeddedPostgres({ unsafe: true, ...options });
    running.push(server);
    return server;
  };

  /** A directory as a first start leaves it, without the time that initdb takes. */
  const startedBefore = (): string => {
    const dir = temporaryDirectory();
    execFileSync('cp', ['-a', `${original}/.`, dir]);
    return dir;
  };

  const original = mkdtempSync(join(tmpdir(), 'daybook-test-'));

  beforeAll(async () => {
    await (await startEmbeddedPostgres({ dir: original, unsafe: true })).stop();
  });

  afterEach(async () => {
    for (const server of running.splice(0)) await server.stop();
  });

  afterAll(() => rmSync(original, { recursive: true }));

  it('starts in an empty directory, durable, and keeps its data over a restart', async () => {
    const dir = temporaryDirectory();
    const first = await start({ dir, unsafe: false, settings: { work_mem: '7MB' } });
    expect(first.adopted).toBe(false);
    await query(first.url, 'create table kept ()');
    expect(await settings(first.url)).toEqual({
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      data_checksums: 'on',
      work_mem: '7MB',
      listen_addresses: '127.0.0.1',
    });
    expect(await first.stop()).toBe(true);

    const second = await start({ dir });
    expect(await tables(second.url)).toEqual(['kept']);
    expect(second.pid).not.toBe(first.pid);
  });

  it('lowers and raises letters of every script, whatever the locale of the machine', async () => {
    const { url } = await start({ dir: startedBefore() });
    expect(await query(url, `select lower('ÄÖÉΣЖ') as low, upper('äöéσж') as up`)).toEqual([
      { low: 'äöéσж', up: 'ÄÖÉΣЖ' },
    ]);
  });

  it('keeps its password, and the directory around it, from other users', async () => {
    const dir = startedBefore();
    const { url } = await start({ dir });
    expect(modeOf(join(dir, 'pg18.secret'))).toBe(0o600);
    expect(modeOf(dir) & 0o067).toBe(0);
    await expect(query(url.replace(/:[^:@]+@/, ':guess@'), 'select 1')).rejects.toThrow('password');
  });

  it('recovers after a kill -9 of the server', async () => {
    const dir = startedBefore();
    const killed = await start({ dir, unsafe: false });
    await query(killed.url, 'create table kept ()');
    await kill(killed.pid);
    const next = await start({ dir });
    expect(next.adopted).toBe(false);
    expect(await tables(next.url)).toEqual(['kept']);
  });

  it('is adopted after a kill -9 of the process that started it', async () => {
    const dir = startedBefore();
    const parent = await runChild('embedded-postgres.child.ts', JSON.stringify({ dir, unsafe: true }));
    await parent.kill();
    const server = await start({ dir });
    expect({ pid: server.pid, adopted: server.adopted }).toEqual({
      ...(parent.said as object),
      adopted: true,
    });
    expect(await tables(server.url)).toEqual([]);
  });

  it('does not take a process that has inherited the number in a stale pid file for a server', async () => {
    const dir = startedBefore();
    const stranger = spawn('sleep', ['60']);
    writeFileSync(
      join(dir, 'pg18', 'postmaster.pid'),
      `${stranger.pid}\n${dir}/pg18\n1\n1\n\n127.0.0.1\n0 0\nready\n`,
    );
    const server = await start({ dir });
    stranger.kill();
    expect(server.adopted).toBe(false);
    expect(await tables(server.url)).toEqual([]);
  });

  it('is one server for two that start at once, and runs until the last of them has gone', async () => {
    const dir = temporaryDirectory();
    const [one, two] = await Promise.all([start({ dir }), start({ dir })]);
    expect(one.pid).toBe(two.pid);
    expect(new Set([one.adopted, two.adopted])).toEqual(new Set([false, true]));

    const client = new Client({ connectionString: two.url });
    await client.connect();
    expect(await one.stop()).toBe(false);
    await client.end();
    expect(await two.stop()).toBe(true);
    expect(identify(two.pid)).toBeNull();
  });

  asRoot('keeps its files elsewhere when the user it runs as cannot get into the directory', async () => {
    const dir = join(temporaryDirectory(), 'below-a-directory-of-mode-0700');
    const first = await start({ dir });
    const home = readlinkSync(join(dir, 'pg18.home'));
    await query(first.url, 'create table kept ()');
    await first.stop();
    const second = await start({ dir });
    expect(await tables(second.url)).toEqual(['kept']);
    await second.stop();
    rmSync(home, { recursive: true });
  });

  it('ends with its parent, and its directory too, when it was started so', async () => {
    const dir = startedBefore();
    const parent = await runChild(
      'embedded-postgres.child.ts',
      JSON.stringify({ dir, unsafe: true, stopWithParent: true }),
    );
    const server = identify((parent.said as { pid: number }).pid);
    await parent.kill();
    expect(await hasEnded(server!, 10_000)).toBe(true);
    await until(() => !existsSync(dir));
  });
});

async function kill(pid: number): Promise<void> {
  const server = identify(pid);
  process.kill(pid, 'SIGKILL');
  await hasEnded(server!, 10_000);
}

async function until(condition: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 10_000; !condition();) {
    if (Date.now() > deadline) throw new Error('It has not come true in ten seconds');
    await new Promise(setImmediate);
  }
}

function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}

async function tables(url: string): Promise<unknown[]> {
  const rows = await query(url, `select tablename from pg_tables where schemaname = 'public'`);
  return rows.map((row) => row.tablename);
}

async function settings(url: string): Promise<object> {
  const rows = await query(
    url,
    `select name, current_setting(name) as value from pg_settings where name in
     ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums', 'work_mem', 'listen_addresses')`,
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

async function query(url: string, sql: string): Promise<Record<string, string>[]> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    return (await client.query<Record<string, string>>(sql)).rows;
  } finally {
    await client.end();
  }
}
