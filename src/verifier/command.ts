import { openFile } from './node-tools';
import { verifyFile, type Given } from './verify';
import type { Verdict } from './finding';

const USAGE = `usage: node daybook-verify.mjs FILE [--key KEY]... [--since CHECKPOINT]
FILE:        the ZIP of an export, the proof of an event or of a log's growth, or a checkpoint, as it was downloaded.
KEY:         a file with the public key of who should have made it, as PEM (/v1/signing-keys) or vkey (/v1/verifier-keys), or the vkey itself.
CHECKPOINT:  a file with an older checkpoint of the same log: FILE is then the proof of what has come since.
Ends with 0 when nothing is wrong, with 1 when something is, and with 2 when it could not be checked.`;

/** What a command line asks for. `since`, and keys that are no vkeys: paths of files. */
export interface Asked {
  readonly path: string;
  readonly keys: readonly string[];
  readonly since?: string | undefined;
}

/** The one file as a command. Resolves with what the process should end with. @public (the end of the file calls it) */
export async function runCommand(args: readonly string[], write: (line: string) => void): Promise<number> {
  const asked = askedIn(args);
  if (asked === null) {
    write(USAGE);
    return 2;
  }
  try {
    return report(await verifyPath(asked), write);
  } catch (error) {
    write(error instanceof Error ? error.message : String(error));
    return 2;
  }
}

/** Null when they make no sense. */
function askedIn(args: readonly string[]): Asked | null {
  const [paths, keys, since]: [string[], string[], string[]] = [[], [], []];
  const lists = new Map([
    ['--key', keys],
    ['--since', since],
  ]);
  for (let n = 0; n < args.length; n++) {
    const argument = args[n] as string;
    const list = lists.get(argument);
    const value = args[n + 1];
    if (list === undefined && argument.startsWith('-')) return null;
    if (list === undefined) paths.push(argument);
    else if (value === undefined) return null;
    else list.push(args[(n += 1)] as string);
  }
  const [path, ...more] = paths;
  return path === undefined || more.length > 0 ? null : { path, keys, since: since[0] };
}

/** @throws Error in words when a key, or one of the files, cannot be read. */
export async function verifyPath({ path, keys, since }: Asked): Promise<Verdict> {
  const { existsSync, readFileSync } = process.getBuiltinModule('node:fs');
  const given: Given = {
    keys: keys.map((key) => (existsSync(key) ? readFileSync(key, 'utf8') : key)),
    since: since === undefined ? undefined : readFileSync(since, 'utf8'),
  };
  const file = await openFile(path);
  try {
    return await verifyFile(file, given);
  } finally {
    await file.close();
  }
}

/** Writes the verdict line by line, and gives the exit code. */
export function report({ ok, described, findings }: Verdict, write: (line: string) => void): number {
  for (const line of described) write(line);
  for (const { ok: fine, note, says } of findings)
    write(`${fine ? (note ? 'note  ' : 'ok    ') : 'WRONG '} ${says}`);
  return ok ? 0 : 1;
}
