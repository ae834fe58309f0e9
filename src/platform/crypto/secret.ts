import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** The installation's secret under the data directory, made at the first start. Two starts at once agree on one. */
export function loadSecret(directory: string): string {
  const path = join(directory, 'secret');
  if (!existsSync(path)) create(path);
  return readFileSync(path, 'utf8').trim();
}

/** Written aside and linked into place: whoever is second finds the first one's, never half of one. */
function create(path: string): void {
  const aside = `${path}.${process.pid}`;
  const file = openSync(aside, 'wx', 0o600);
  writeSync(file, `${randomBytes(48).toString('base64url')}\n`);
  fsyncSync(file);
  closeSync(file);
  try {
    linkSync(aside, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(aside);
  }
}
