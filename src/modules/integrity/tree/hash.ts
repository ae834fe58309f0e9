import { hash } from 'node:crypto';

export const HASH_BYTES = 32;

/** RFC 6962 §2.1: the root of a tree without leaves, SHA-256 of nothing. */
export const EMPTY_ROOT = hash('sha256', '', 'buffer');

/** RFC 6962 §2.1: SHA-256(0x00 ‖ data). The log's own leaves come hashed already (`audit/recording/leaf.ts`). */
export const hashLeaf = (data: Uint8Array): Buffer =>
  hash('sha256', Buffer.concat([Buffer.of(0), data]), 'buffer');

/** RFC 6962 §2.1: SHA-256(0x01 ‖ left ‖ right). @throws RangeError unless both are hashes. */
export function hashNode(left: Uint8Array, right: Uint8Array): Buffer {
  if (left.length !== HASH_BYTES || right.length !== HASH_BYTES)
    throw new RangeError(`a node is made of two hashes, not of ${left.length} and ${right.length} bytes`);
  const node = Buffer.allocUnsafe(1 + 2 * HASH_BYTES);
  node[0] = 1;
  node.set(left, 1);
  node.set(right, 1 + HASH_BYTES);
  return hash('sha256', node, 'buffer');
}

/**
 * The root of a perfect subtree over `hashes`, 32 bytes each, a power of two of them. The nodes are made in one buffer, level upon level: this
 * is where sealing spends its time. @throws RangeError for another number of them.
 */
export function hashPerfect(hashes: Uint8Array): Buffer {
  if (!isPowerOfTwo(hashes.length / HASH_BYTES))
    throw new RangeError(`${hashes.length} bytes are not the hashes of a perfect subtree`);
  let row = Buffer.from(hashes);
  const node = Buffer.allocUnsafe(1 + 2 * HASH_BYTES);
  node[0] = 1;
  while (row.length > HASH_BYTES) {
    const above = Buffer.allocUnsafe(row.length / 2);
    for (let from = 0; from < row.length; from += 2 * HASH_BYTES) {
      row.copy(node, 1, from, from + 2 * HASH_BYTES);
      hash('sha256', node, 'buffer').copy(above, from / 2);
    }
    row = above;
  }
  return row;
}

/** Of what a tile may have, and more. */
const isPowerOfTwo = (count: number): boolean =>
  Number.isInteger(count) && count > 0 && Number.isInteger(Math.log2(count));
