import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Of each entry 48 bits of its hash: a table of some hundred kilobytes instead of the strings. One good password in 10⁹ collides. */
const BYTES = 6;

let known: Set<number> | undefined;

/** Whether the whole password stands on the bundled list, without regard to case (NIST SP 800-63B-4 §3.1.1.2). */
export function isCommon(password: string): boolean {
  known ??= load();
  return known.has(keyOf(password.toLowerCase()));
}

/** How many there are. */
export function commonPasswords(): number {
  known ??= load();
  return known.size;
}

/** Made by `config/tooling/common-passwords.mjs`; stands beside this file in `src` and in `dist`. */
function load(): Set<number> {
  const text = gunzipSync(readFileSync(join(__dirname, 'common-passwords.txt.gz'))).toString('utf8');
  return new Set(text.trimEnd().split('\n').map(keyOf));
}

const keyOf = (text: string): number => hash('sha256', text, 'buffer').readUIntBE(0, BYTES);
