import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { TEST_SECRET } from './test-database';

const ROOT = join(__dirname, '../..');
const PATIENCE_MS = 90_000;
const READY = /^Daybook is ready at (\S+)/;

/** Daybook as `npm start` runs it, in a process of its own. */
export interface DaybookProcess {
  readonly pid: number;
  /** @throws Error with the end of what it wrote unless it still runs. */
  expectAlive(): void;
  readonly url: string;
  /** Everything that it wrote so far, to both outputs. */
  readonly output: () => string;
  /** kill -9, and wait until it is gone. */
  kill(): Promise<void>;
  /** Asks it to stop; resolves to its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Resolves when it listens. @throws with what it wrote when it ends before. */
export async function startDaybook(env: NodeJS.ProcessEnv): Promise<DaybookProcess> {
  const { child, output, ended } = spawnDaybook(env);
  const url = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [, address] = READY.exec(line) ?? [];
      if (address === undefined) return;
      clearTimeout(late);
      resolve(address);
    });
    void ended.then(() => reject(new Error(`Daybook ended before it was ready:\n${output()}`)));
  });
  const stop = (signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> => {
    child.kill(signal);
    return ended;
  };
  const expectAlive = (): void => {
    if (child.exitCode === null && child.signalCode === null) return;
    throw new Error(`Daybook has ended (${child.exitCode}):\n${output().slice(-4_000)}`);
  };
  return {
    pid: child.pid as number,
    url,
    output,
    expectAlive,
    stop,
    kill: () => stop('SIGKILL').then(() => undefined),
  };
}

/** For a start that fails: what it wrote, and its exit code. */
export async function runDaybook(env: NodeJS.ProcessEnv): Promise<{ code: number | null; output: string }> {
  const { output, ended } = spawnDaybook(env);
  return { code: await ended, output: output() };
}

/** `daybook …` on the command line: what it wrote, and its exit code. */
export async function runCommand(
  env: NodeJS.ProcessEnv,
  ...args: string[]
): Promise<{ code: number | null; output: string }> {
  const { output, ended } = spawnDaybook(env, 'src/cli/daybook.ts', args);
  return { code: await ended, output: output() };
}

function spawnDaybook(env: NodeJS.ProcessEnv, program = 'src/main.ts', args: readonly string[] = []) {
  const { PATH, HOME } = process.env;
  const child = spawn(
    process.execPath,
    ['-r', join(__dirname, 'typescript.cjs'), join(ROOT, program), ...args],
    {
      env: { PATH, HOME, NODE_ENV: 'test', DAYBOOK_SECRET: TEST_SECRET, LOG_LEVEL: 'warn', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const written: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => written.push(String(chunk)));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { child, output: () => written.join(''), ended };
}
