import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

export const at = (...parts) => join(root, ...parts);

/** Messages of the tools go to stderr, so that the output of a command can be piped. */
export const say = (message) => process.stderr.write(`daybook: ${message}\n`);
