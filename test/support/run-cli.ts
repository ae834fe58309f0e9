import { execFile } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** `daybook …` in a process of its own, with nothing in its environment but what is given. */
export function runCli(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number; output: string }> {
  const command = ['-r', join(__dirname, 'typescript.cjs'), join(ROOT, 'src/cli/daybook.ts'), ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { env, cwd: '/' }, (error, stdout, stderr) =>
      resolve({
        code: typeof error?.code === 'number' ? error.code : error ? -1 : 0,
        output: stdout + stderr,
      }),
    );
  });
}
