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
  /** Megabytes of resident memory: now, and the most since the start of `watch`. */
  rss(): number;
  highest(): number;
  stop(): Promise<void>;
}

/** `dist/`: this file stands in `dist/test/bench/`. */
export const dist = join(__dirname, '../..');

/** Starts a program of `dist/` as in production, on the stage's database, and waits until it listens. */
export async function startServer(
  stage: Stage,
  program = 'src/main.js',
  flags: readonly string[] = [],
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [...flags, join(dist, program)], {
    cwd: stage.directory,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      NODE_ENV: 'production',
      DATABASE_URL: stage.url,
      DAYBOOK_SECRET: stage.secret,
      DATA_DIR: join(stage.directory, `data-${program.replace(/\W/g, '-')}`),
      PORT: '0',
      LOG_LEVEL: 'error',
    },
  });
  const port = await portOf(child);
  let highest = 0;
  const rss = (): number => residentMemory(child.pid as number);
  const watch = setInterval(() => (highest = Math.max(highest, rss())), 100);
  const stop = async (): Promise<void> => {
    clearInterval(watch);
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  };
  return { port, pid: child.pid as number, rss, highest: () => highest, stop };
}

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
