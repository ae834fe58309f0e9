import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Stage } from './stage';

/** A running Daybook. */
export interface ServerProcess {
  readonly port: number;
  readonly pid: number;
  /** Megabytes of resident memory: now, the most since `watch()`, and the most of all. */
  rss(): number;
  watch(): void;
  highest(): number;
  highestEver(): number;
  stop(): Promise<void>;
}

const SAMPLE_MS = 100;

/** One client is many here. The limits are counted all the same. */
const UNLIMITED = {
  ADDRESS_REQUESTS_PER_MINUTE: '1000000',
  SESSION_REQUESTS_PER_MINUTE: '1000000',
  EVENTS_PER_SECOND: '1000000',
  ORGANIZATION_EVENTS_PER_SECOND: '1000000',
};

/** `dist/`: this file stands in `dist/test/bench/`. */
export const dist = join(__dirname, '../..');

/** Starts a program of `dist/` as in production, on the stage's database, and waits until it listens. */
export async function startServer(
  stage: Stage,
  program = 'src/main.js',
  environment: Record<string, string> = {},
  flags: readonly string[] = [],
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [...flags, join(dist, program)], {
    cwd: stage.directory,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...environmentOf(stage, program), ...environment },
  });
  const abandoned = (): void => void child.kill('SIGKILL');
  process.once('exit', abandoned);
  const port = await portOf(child);
  let [highest, ever] = [0, 0];
  const rss = (): number => residentMemory(child.pid as number);
  const sampling = setInterval(() => {
    highest = Math.max(highest, rss());
    ever = Math.max(ever, highest);
  }, SAMPLE_MS);
  const stop = async (): Promise<void> => {
    clearInterval(sampling);
    process.off('exit', abandoned);
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  };
  return {
    port,
    pid: child.pid as number,
    rss,
    watch: () => void (highest = rss()),
    highest: () => highest,
    highestEver: () => ever,
    stop,
  };
}

const environmentOf = (stage: Stage, program: string): Record<string, string> => ({
  NODE_ENV: 'production',
  DATABASE_URL: stage.url,
  DAYBOOK_SECRET: stage.secret,
  DATA_DIR: join(stage.directory, `data-${program.replace(/\W/g, '-')}`),
  PORT: '0',
  LOG_LEVEL: 'error',
  ...UNLIMITED,
});

/** The line "Daybook is ready at http://localhost:1234" says where. */
async function portOf(child: ChildProcess): Promise<number> {
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with code ${code} before it was ready`)));
    lines.on('line', (line) => {
      const found = /ready at http:\/\/[^:]+:(\d+)/.exec(line);
      if (found) resolve(Number(found[1]));
    });
  });
}

function residentMemory(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024;
  } catch {
    return 0;
  }
}
