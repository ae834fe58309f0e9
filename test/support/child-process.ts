import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface Child {
  readonly process: ChildProcess;
  /** The first line it wrote, parsed as JSON: how it says that it is ready. */
  readonly said: unknown;
  /** Resolves when it is gone, with its exit code and the signal that killed it. */
  readonly ended: Promise<readonly [code: number | null, signal: NodeJS.Signals | null]>;
  /** kill -9, and wait until it is gone. */
  kill(): Promise<void>;
}

/** Runs a TypeScript file of this directory as a process of its own. @throws with what it wrote if it ends without a line. */
export async function runChild(file: string, ...args: string[]): Promise<Child> {
  const hook = join(__dirname, 'typescript.cjs');
  const child = spawn(process.execPath, ['-r', hook, join(__dirname, file), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const errors: string[] = [];
  child.stderr.on('data', (chunk) => errors.push(String(chunk)));
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const lines = createInterface({ input: child.stdout });
  const line = await Promise.race([
    once(lines, 'line').then(([text]) => String(text)),
    ended.then(() => null),
  ]);
  if (line === null) throw new Error(`${file} ended without a word:\n${errors.join('')}`);
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  return { process: child, said: JSON.parse(line), ended, kill };
}
