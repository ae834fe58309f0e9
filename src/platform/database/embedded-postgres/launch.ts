import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findPostmaster, type Postmaster } from './postmaster';
import { runAs, type ServiceUser } from './service-user';
import { toArguments, type Settings } from './settings';

export interface LaunchPlan {
  readonly native: string;
  readonly dataDirectory: string;
  readonly logFile: string;
  readonly user: ServiceUser | null;
  readonly settings: Settings;
  /** The port it must have: others hold on to it. Without one, the port it had last when that is free, else any. */
  readonly port?: number;
}

/** Bytes of server log that are kept before it is moved to `<file>.1` at the next start. */
const LOG_LIMIT = 20_000_000;

/** Crash recovery of a large database takes minutes; nobody is helped by giving up on it. Milliseconds. */
const PATIENCE = 600_000;

/** What the log says when trying again, on another port or a moment later, may help. */
const PASSING = [
  /could not bind/i,
  /pre-existing shared memory block/,
  /lock file "postmaster.pid" already exists/,
];

/** Starts the server and resolves when it accepts connections. @throws with the end of its log when it does not start. */
export async function launch(plan: LaunchPlan): Promise<Postmaster> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const { postmaster, said } = await attempt(plan);
    if (postmaster !== null) return postmaster;
    if (Date.now() > deadline || !PASSING.some((pattern) => pattern.test(said))) {
      throw new Error(
        `PostgreSQL did not start; ${plan.logFile} says:\n${said.trim().split('\n').slice(-12).join('\n')}`,
      );
    }
    await delay(100);
  }
}

async function attempt(plan: LaunchPlan): Promise<{ postmaster: Postmaster | null; said: string }> {
  const port = plan.port ?? (await freePort(lastPort(plan.dataDirectory)));
  const log = openLog(plan.logFile);
  const before = statSync(plan.logFile).size;
  const server = start(plan, port, log);
  closeSync(log);
  const postmaster = await untilReady(server, plan.dataDirectory);
  return { postmaster, said: readFileSync(plan.logFile).subarray(before).toString() };
}

/** Detached, so that Ctrl-C in the terminal does not reach it; it logs to a file, since a pipe would die with Daybook. */
function start(
  { native, dataDirectory, user, settings }: LaunchPlan,
  port: number,
  log: number,
): ChildProcess {
  const server = spawn(
    join(native, 'bin/postgres'),
    ['-D', dataDirectory, ...toArguments({ ...settings, port })],
    {
      ...runAs(user),
      env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
      detached: true,
      stdio: ['ignore', log, log],
    },
  );
  server.unref();
  return server;
}

async function untilReady(server: ChildProcess, dataDirectory: string): Promise<Postmaster | null> {
  let failure: Error | null = null;
  server.once('error', (error) => (failure = error));
  for (const deadline = Date.now() + PATIENCE; Date.now() < deadline; await delay(10)) {
    if (failure !== null) throw failure;
    if (server.exitCode !== null || server.signalCode !== null) return null;
    const postmaster = server.pid === undefined ? null : findPostmaster(dataDirectory);
    if (postmaster?.ready === true && postmaster.pid === server.pid) return postmaster;
  }
  throw new Error(`PostgreSQL has not become ready in ${PATIENCE / 60_000} minutes`);
}

function openLog(path: string): number {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

/** The port of the last start, as PostgreSQL itself noted its arguments; 0 before the first. */
function lastPort(dataDirectory: string): number {
  const path = join(dataDirectory, 'postmaster.opts');
  if (!existsSync(path)) return 0;
  return Number(/"port=(\d+)"/.exec(readFileSync(path, 'utf8'))?.[1] ?? 0);
}

/** `preferred` when it is free. Another process may take the port before the server does: then `launch` tries the next. */
async function freePort(preferred: number): Promise<number> {
  return (await tryPort(preferred)) ?? (await tryPort(0)) ?? 0;
}

function tryPort(wanted: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', (error) => (wanted === 0 ? reject(error) : resolve(null)));
    probe.listen(wanted, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
