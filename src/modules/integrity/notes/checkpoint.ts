import { HASH_BYTES } from '../tree/hash';

/** What a checkpoint states: the log of this name has so many leaves, and this is the root over them. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
}

/** C2SP tlog-checkpoint: the text that is signed, three lines. @throws RangeError for what would not be read again as it is. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  const text = `${origin}\n${size}\n${root.toString('base64')}\n`;
  if (parseCheckpoint(text)?.origin !== origin) throw new RangeError('this is no checkpoint');
  return text;
}

/** Null for what is no checkpoint. Lines behind the third (extensions) are let pass; none of them is empty. */
export function parseCheckpoint(text: string): Checkpoint | null {
  const [origin = '', size = '', root = '', ...rest] = text.split('\n');
  if (origin === '' || !/^(0|[1-9]\d*)$/.test(size)) return null;
  if (rest.length === 0 || rest.indexOf('') !== rest.length - 1) return null;
  const bytes = Buffer.from(root, 'base64');
  if (bytes.length !== HASH_BYTES || bytes.toString('base64') !== root) return null;
  const leaves = Number(size);
  return Number.isSafeInteger(leaves) ? { origin, size: leaves, root: bytes } : null;
}
