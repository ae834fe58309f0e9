import { hash } from 'node:crypto';
import type { RawRow } from '../rows/row-reader';

export const SALT_BYTES = 16;
const LENGTH_BYTES = 4;

/** SHA-256(salt ‖ text) in hex; null where neither is there. A salt without its part, or a part without its salt, has none that could be right. */
export function digestOf(row: RawRow, salt: number, text: number): string | null {
  const [saltLength, textLength] = [row.lengths[salt] as number, row.lengths[text] as number];
  if (saltLength < 0 && textLength < 0) return null;
  if (saltLength !== SALT_BYTES || textLength < 0)
    return hash('sha256', Buffer.concat([row.slice(salt) ?? Buffer.of(), row.slice(text) ?? Buffer.of()]), 'hex');
  return hash('sha256', besideItsSalt(row, salt, text), 'hex');
}

/** The salt moves over the length that stands between it and the text, which has been read: one piece, and nothing copied but 16 bytes. */
function besideItsSalt({ bytes, starts, lengths }: RawRow, salt: number, text: number): Buffer {
  const [from, to] = [starts[salt] as number, starts[text] as number];
  if (from + LENGTH_BYTES + SALT_BYTES === to) {
    bytes.copyWithin(from + LENGTH_BYTES, from, from + SALT_BYTES);
    starts[salt] = from + LENGTH_BYTES;
  }
  return bytes.subarray(starts[salt] as number, to + (lengths[text] as number));
}
