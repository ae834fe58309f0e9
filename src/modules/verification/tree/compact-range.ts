import { hash } from 'node:crypto';

const HASH_BYTES = 32;

/** RFC 6962 §2.1: SHA-256(0x01 ‖ left ‖ right). */
export function nodeOf(left: Buffer, right: Buffer): Buffer {
  left.copy(node, 1);
  right.copy(node, 1 + HASH_BYTES);
  return hash('sha256', node, 'buffer');
}
const node = Buffer.alloc(1 + 2 * HASH_BYTES, 1);

/** RFC 6962 §2.1: the root without leaves. */
const EMPTY = hash('sha256', '', 'buffer');

/**
 * A tree of which only the right edge is remembered: the roots of its perfect subtrees, the largest first, as the bits of its size name
 * them. Every leaf costs one hash; whatever its size, it fits in a few dozen.
 */
export class CompactRange {
  #size: number;
  readonly #nodes: Buffer[];

  constructor(size = 0, nodes: readonly Buffer[] = []) {
    this.#size = size;
    this.#nodes = [...nodes];
  }

  get size(): number {
    return this.#size;
  }

  get nodes(): readonly Buffer[] {
    return this.#nodes;
  }

  copy(): CompactRange {
    return new CompactRange(this.#size, this.#nodes);
  }

  /** `whole` is told of each perfect subtree of 256, 65,536 … leaves that became whole: what tiles above the lowest level hold. */
  append(leaf: Buffer, whole?: (tileLevel: number, index: number, hash: Buffer) => void): void {
    let top = leaf;
    let level = 0;
    for (let size = this.#size; size % 2 === 1; size = (size - 1) / 2) {
      top = nodeOf(this.#nodes.pop() as Buffer, top);
      level++;
      if (whole && level % 8 === 0) whole(level / 8, (this.#size + 1) / 2 ** level - 1, top);
    }
    this.#nodes.push(top);
    this.#size++;
  }

  /** RFC 6962 §2.1 over what was appended. */
  root(): Buffer {
    const [last, ...rest] = this.#nodes.toReversed();
    return last === undefined ? EMPTY : rest.reduce((right, left) => nodeOf(left, right), last);
  }
}

/** How many leaves each of the perfect subtrees of a tree has, the largest first. */
export function subtreesOf(size: number): number[] {
  const sizes: number[] = [];
  for (let left = size, width = 2 ** Math.floor(Math.log2(Math.max(1, size))); left > 0; width /= 2)
    if (width <= left) {
      sizes.push(width);
      left -= width;
    }
  return sizes;
}
