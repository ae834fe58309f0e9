import { createHash } from 'node:crypto';
import { consistencySpans, inclusionSpans, nodesOf } from '../modules/integrity/tree/geometry';
import { naiveRoot } from '../../test/support/naive-tree';
import { nodeTools } from './node-tools';
import type { Tools } from './tools';
import { GrowingTree, isConsistent, rootFrom } from './tree';

const tools = nodeTools() as Tools;
const leaves = Array.from({ length: 70 }, (_, n) => createHash('sha256').update(`\0${n}`).digest());
const known = new Map<string, Buffer>();
/** Each once: what is naive is slow. */
function root(start: number, end: number): Buffer {
  const found = known.get(`${start}-${end}`) ?? naiveRoot(leaves.slice(start, end));
  known.set(`${start}-${end}`, found);
  return found;
}
const other = createHash('sha256').update('other').digest();

/** A path with one hash that is another, one more, one less, and two swapped. */
const wrongOnes = (path: Buffer[]): Buffer[][] => [
  ...path.map((_, n) => path.with(n, other)),
  [...path, other],
  [other, ...path],
  ...(path.length > 0 ? [path.slice(1), path.slice(0, -1)] : []),
  ...(path.length > 1 ? [[...path].reverse()] : []),
];

describe('an inclusion proof', () => {
  it('leads to the root from each leaf of trees of all sizes, and no wrong one does', () => {
    for (let size = 1; size <= 70; size += size > 9 ? 11 : 1)
      for (let index = 0; index < size; index++) {
        const leaf = leaves[index] as Buffer;
        const path = inclusionSpans(index, size).map(({ start, end }) => root(start, end));
        const from = (over: object) => rootFrom(tools, { leaf, index, size, path, ...over });
        const whole = root(0, size);
        expect(from({})).toEqual(whole);
        for (const wrong of wrongOnes(path)) expect(from({ path: wrong })).not.toEqual(whole);
        expect(from({ leaf: other })).not.toEqual(whole);
        for (const elsewhere of [index - 1, index + 1, index + size])
          expect(from({ index: elsewhere })).not.toEqual(whole);
      }
  });

  it('reaches into trees that 32 bits cannot count', () => {
    const path = Array.from({ length: 52 }, () => other);
    const size = 2 ** 52;
    const at = (index: number) => rootFrom(tools, { leaf: other, index, size, path });
    expect(at(2 ** 51 + 1)).not.toBeNull();
    expect(at(2 ** 51 + 1)).not.toEqual(at(1));
    expect(at(size)).toBeNull();
    expect(rootFrom(tools, { leaf: other, index: 0, size, path: path.slice(1) })).toBeNull();
  });
});

describe('a consistency proof', () => {
  it('holds between all sizes, and no wrong one does', () => {
    for (let to = 1; to <= 70; to += to > 9 ? 11 : 1)
      for (let from = 1; from <= to; from++) {
        const path = consistencySpans(from, to).map(({ start, end }) => root(start, end));
        const [first, second] = [
          { size: from, root: root(0, from) },
          { size: to, root: root(0, to) },
        ];
        expect(isConsistent(tools, first, second, path)).toBe(true);
        for (const wrong of wrongOnes(path)) expect(isConsistent(tools, first, second, wrong)).toBe(false);
        expect(isConsistent(tools, { ...first, root: other }, second, path)).toBe(false);
        expect(isConsistent(tools, first, { ...second, root: other }, path)).toBe(false);
        if (from < to) expect(isConsistent(tools, second, first, path)).toBe(false);
      }
  });

  it('needs no hashes behind an empty tree', () => {
    const empty = { size: 0, root: createHash('sha256').digest() };
    const second = { size: 5, root: root(0, 5) };
    expect(isConsistent(tools, empty, second, [])).toBe(true);
    expect(isConsistent(tools, empty, second, [other])).toBe(false);
    expect(isConsistent(tools, { ...empty, root: other }, second, [])).toBe(false);
  });
});

describe('a tree that grows by leaves and subtrees', () => {
  it('has the root of all leaves, wherever some are given as subtrees', () => {
    for (let size = 0; size <= 70; size += size > 20 ? 9 : 1)
      for (const every of [1, 2, 3, 11, 100]) {
        const tree = new GrowingTree(tools);
        for (let at = 0; at < size;) {
          const end = Math.min(size, at + every);
          for (const { level, index } of nodesOf({ start: at, end })) {
            const width = 2 ** level;
            expect(tree.add(root(index * width, (index + 1) * width), width)).toBe(true);
          }
          if (end < size) tree.add(leaves[end] as Buffer);
          at = end + 1;
        }
        expect(tree.root()).toEqual(root(0, size));
      }
  });

  it('takes no subtree where none can begin', () => {
    const tree = new GrowingTree(tools);
    tree.add(other);
    expect(tree.add(other, 2)).toBe(false);
    expect(tree.size).toBe(1);
  });
});
