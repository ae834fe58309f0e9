import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

interface Ended {
  readonly code: number;
  readonly output: string;
}

/** Runs a program in a directory, with nothing in its environment. */
const run = (args: readonly string[], cwd: string): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(process.execPath, args, { env: {}, cwd, maxBuffer: 1024 * 1024 }, (error, stdout, stderr) =>
      resolve({
        code: typeof error?.code === 'number' ? error.code : error ? -1 : 0,
        output: stdout + stderr,
      }),
    );
  });

/** A plain Node, with any arguments. */
export const runNode = (directory: string, ...args: readonly string[]): Promise<Ended> =>
  run(args, directory);

/** Builds `daybook-verify.mjs` as `npm run build` does, into a file of that name there; gives its path. */
export async function buildVerifier(directory: string): Promise<string> {
  const { code, output } = await run([join(ROOT, 'config/tooling/verifier-file.mjs')], ROOT);
  if (code !== 0) throw new Error(output);
  const path = join(directory, 'daybook-verify.mjs');
  writeFileSync(path, output);
  return path;
}

/** The one file, by a plain Node, in a directory that has nothing else of Daybook. */
export const runVerifier = (directory: string, ...args: readonly string[]): Promise<Ended> =>
  run(['daybook-verify.mjs', ...args], directory);
