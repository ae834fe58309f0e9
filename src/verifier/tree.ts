import { concat, equal } from './bytes';
import type { Tools } from './tools';

const NODE = Uint8Array.of(1);

/** RFC 9162 §2.1.1: SHA-256(0x01 ‖ left ‖ right). */
export const nodeOf = (tools: Tools, left: Uint8Array, right: Uint8Array): Uint8Array =>
  tools.sha256(concat(NODE, left, right));

const isOdd = (number: number): boolean => number % 2 === 1;
/** Not `>>`, which knows 32 bits only. */
const half = (number: number): number => Math.floor(number / 2);

/** RFC 9162 §2.1.3.2: the root that a tree of `size` must have if `leaf` is its leaf `index`. Null when the path is not one. */
export function rootFrom(
  tools: Tools,
  { leaf, index, size, path }: { leaf: Uint8Array; index: number; size: number; path: readonly Uint8Array[] },
): Uint8Array | null {
  if (!(index >= 0 && index < size)) return null;
  let [fn, sn, root] = [index, size - 1, leaf];
  for (const hash of path) {
    if (sn === 0) return null;
    if (isOdd(fn) || fn === sn) {
      root = nodeOf(tools, hash, root);
      for (; !isOdd(fn) && fn !== 0; fn = half(fn)) sn = half(sn);
    } else {
      root = nodeOf(tools, root, hash);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 ? root : null;
}

/** A tree by its size and its root. */
export interface Tree {
  readonly size: number;
  readonly root: Uint8Array;
}

/** RFC 9162 §2.1.4.2: whether the leaves of `first` are the first leaves of `second`. */
export function isConsistent(tools: Tools, first: Tree, second: Tree, path: readonly Uint8Array[]): boolean {
  if (first.size > second.size) return false;
  if (first.size === second.size) return path.length === 0 && equal(first.root, second.root);
  if (first.size === 0) return path.length === 0 && equal(first.root, tools.sha256(''));
  if (path.length === 0) return false;
  const [start, ...rest] = isPowerOfTwo(first.size) ? [first.root, ...path] : path;
  let [fn, sn] = [first.size - 1, second.size - 1];
  for (; isOdd(fn); fn = half(fn)) sn = half(sn);
  let [fr, sr] = [start as Uint8Array, start as Uint8Array];
  for (const hash of rest) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      fr = nodeOf(tools, hash, fr);
      sr = nodeOf(tools, hash, sr);
      for (; !isOdd(fn) && fn !== 0; fn = half(fn)) sn = half(sn);
    } else {
      sr = nodeOf(tools, sr, hash);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && equal(fr, first.root) && equal(sr, second.root);
}

function isPowerOfTwo(number: number): boolean {
  let rest = number;
  while (rest > 1 && !isOdd(rest)) rest = half(rest);
  return rest === 1;
}

/** A tree as it grows from the left, by leaves and whole subtrees: nothing is kept but the roots of its perfect subtrees. */
export class GrowingTree {
  #size = 0;
  /** From left to right, each smaller than the one before. */
  readonly #roots: { readonly leaves: number; readonly hash: Uint8Array }[] = [];

  constructor(private readonly tools: Tools) {}

  get size(): number {
    return this.#size;
  }

  /** The root over `leaves` (a power of two) more leaves. False when no such subtree can begin here. */
  add(hash: Uint8Array, leaves = 1): boolean {
    if (this.#size % leaves !== 0) return false;
    this.#size += leaves;
    let subtree = { leaves, hash };
    for (let left = this.#roots.at(-1); left?.leaves === subtree.leaves; left = this.#roots.at(-1)) {
      this.#roots.pop();
      subtree = { leaves: subtree.leaves * 2, hash: nodeOf(this.tools, left.hash, subtree.hash) };
    }
    this.#roots.push(subtree);
    return true;
  }

  root(): Uint8Array {
    const [last, ...others] = this.#roots.map(({ hash }) => hash).reverse();
    if (last === undefined) return this.tools.sha256('');
    return others.reduce((right, left) => nodeOf(this.tools, left, right), last);
  }
}
