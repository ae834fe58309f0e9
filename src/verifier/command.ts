import { openFile } from './node-tools';
import { verifyFile, type Given } from './verify';
import type { Verdict } from './finding';

export const USAGE = `usage: node daybook-verify.mjs FILE [--key KEY]...
FILE: the ZIP of an export, the proof of an event, or a checkpoint, as it was downloaded.
KEY:  a file with the public key of who should have made it, as PEM or vkey (/v1/signing-keys), or the vkey itself.
Ends with 0 when nothing is wrong, with 1 when something is, and with 2 when it could not be checked.
`;

/** The file as a command. Resolves with what the process should end with. */
export async function runCommand(args: readonly string[], write: (line: string) => void): Promise<number> {
  const asked = argumentsIn(args);
  if (asked === null) {
    write(USAGE.trimEnd());
    return 2;
  }
  try {
    return report(await verifyPath(asked.path, asked.keys), write);
  } catch (error) {
    write(error instanceof Error ? error.message : String(error));
    return 2;
  }
}

/** Null when they make no sense. */
function argumentsIn(args: readonly string[]): { path: string; keys: string[] } | null {
  const [keys, paths]: [string[], string[]] = [[], []];
  for (let n = 0; n < args.length; n++) {
    const argument = args[n] as string;
    const key = args[n + 1];
    if (argument === '--key' && key !== undefined) {
      keys.push(key);
      n += 1;
    } else if (argument.startsWith('--key=')) keys.push(argument.slice('--key='.length));
    else if (argument.startsWith('-')) return null;
    else paths.push(argument);
  }
  const [path] = paths;
  return path === undefined || paths.length > 1 ? null : { path, keys };
}

/** `keys`: files, or vkeys. @throws Error in words when one of them, or the file, cannot be read. */
export async function verifyPath(path: string, keys: readonly string[]): Promise<Verdict> {
  const given: Given = { keys: keys.map(keyAt) };
  const file = await openFile(path);
  try {
    return await verifyFile(file, given);
  } finally {
    await file.close();
  }
}

function keyAt(key: string): string {
  const { existsSync, readFileSync } = process.getBuiltinModule('node:fs');
  return existsSync(key) ? readFileSync(key, 'utf8') : key;
}

/** Writes the verdict line by line, and gives the exit code. */
export function report({ ok, described, findings }: Verdict, write: (line: string) => void): number {
  for (const line of described) write(line);
  for (const { ok: fine, note, says } of findings)
    write(`${fine ? (note ? 'note  ' : 'ok    ') : 'WRONG '} ${says}`);
  return ok ? 0 : 1;
}
