import { createHash } from 'node:crypto';

/** RFC 9162 §2.1.1, word by word: what everything cleverer must agree with. `leaves` are leaf hashes. */
export function naiveRoot(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return createHash('sha256').digest();
  if (leaves.length === 1) return leaves[0] as Buffer;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  const node = createHash('sha256').update(Buffer.of(1));
  return node
    .update(naiveRoot(leaves.slice(0, k)))
    .update(naiveRoot(leaves.slice(k)))
    .digest();
}
