import { execFile } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

interface Ended {
  readonly code: number;
  readonly output: string;
}

/** `daybook …` in a process of its own, with nothing in its environment but what is given. */
export const runCli = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  run(join(ROOT, 'src/cli/daybook.ts'), args, env);

/** `daybook verify …` in a process that has loaded no other command, and so nothing of the server. */
export const runVerify = (...args: readonly string[]): Promise<Ended> =>
  run(join(__dirname, 'verify.child.ts'), ['verify', ...args], {});

function run(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  const command = ['-r', join(__dirname, 'typescript.cjs'), program, ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { env, cwd: '/' }, (error, stdout, stderr) =>
      resolve({
        code: typeof error?.code === 'number' ? error.code : error ? -1 : 0,
        output: stdout + stderr,
      }),
    );
  });
}
