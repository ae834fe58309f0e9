import { edgeOf, grow, rootOf } from './growth';
import { splitOf } from './geometry';
import { EMPTY_ROOT, HASH_BYTES, hashLeaf, hashNode } from './hash';
import { planConsistency, planInclusion } from './proofs';
import { tileKey } from './tiles';

/** The definitions of RFC 9162 §2.1, word for word and slowly. */
const MTH = (leaves: Buffer[]): Buffer => {
  if (leaves.length === 0) return EMPTY_ROOT;
  if (leaves.length === 1) return leaves[0] as Buffer;
  const k = splitOf(leaves.length);
  return hashNode(MTH(leaves.slice(0, k)), MTH(leaves.slice(k)));
};
const PATH = (m: number, leaves: Buffer[]): Buffer[] => {
  if (leaves.length <= 1) return [];
  const k = splitOf(leaves.length);
  return m < k
    ? [...PATH(m, leaves.slice(0, k)), MTH(leaves.slice(k))]
    : [...PATH(m - k, leaves.slice(k)), MTH(leaves.slice(0, k))];
};
const SUBPROOF = (m: number, leaves: Buffer[], whole: boolean): Buffer[] => {
  if (m === leaves.length) return whole ? [] : [MTH(leaves)];
  const k = splitOf(leaves.length);
  return m <= k
    ? [...SUBPROOF(m, leaves.slice(0, k), whole), MTH(leaves.slice(k))]
    : [...SUBPROOF(m - k, leaves.slice(k), false), MTH(leaves.slice(0, k))];
};

const leavesOf = (count: number): Buffer[] =>
  Array.from({ length: count }, (_, n) => hashLeaf(Buffer.from(`leaf ${n}`)));

/** A tree grown in steps, as the sealer grows it: with nothing but the tiles of its edge at hand. */
class Grown {
  size = 0;
  root: Buffer = EMPTY_ROOT;
  readonly tiles = new Map<string, Buffer>();

  add(leaves: Buffer[]): void {
    const edge = new Map(edgeOf(this.size).map((tile) => [tileKey(tile), this.tile(tile)]));
    const growth = grow(this.size, edge, Buffer.concat(leaves));
    for (const tile of growth.changed) this.tiles.set(tileKey(tile), tile.hashes);
    [this.size, this.root] = [growth.size, growth.root];
  }

  tile(tile: { level: number; index: number; width: number }): Buffer {
    return (this.tiles.get(tileKey(tile)) as Buffer).subarray(0, tile.width * HASH_BYTES);
  }
}

describe('a tree that grows', () => {
  it('has the root that RFC 9162 defines, however it was grown', () => {
    const leaves = leavesOf(2_000);
    const tree = new Grown();
    for (let step = 1; tree.size < leaves.length; step = (step * 7) % 331) {
      tree.add(leaves.slice(tree.size, tree.size + step));
      expect(tree.root).toEqual(MTH(leaves.slice(0, tree.size)));
    }
  });

  it('crosses the borders of tiles on two levels', () => {
    const leaves = leavesOf(256 * 256 + 300);
    const tree = new Grown();
    for (const size of [255, 256, 257, 511, 65_535, 65_536, 65_537, leaves.length]) {
      tree.add(leaves.slice(tree.size, size));
      expect(tree.root).toEqual(MTH(leaves.slice(0, size)));
    }
    expect([...tree.tiles.keys()].filter((key) => key.startsWith('2/'))).toEqual(['2/0']);
  });

  it('keeps its root when nothing is added, and refuses an edge that is not its own', () => {
    const tree = new Grown();
    tree.add(leavesOf(300));
    expect(rootOf(300, tree.tiles)).toEqual(tree.root);
    expect(rootOf(0, tree.tiles)).toEqual(EMPTY_ROOT);
    expect(() => grow(400, tree.tiles, leavesOf(1)[0] as Buffer)).toThrow(/must be 144 wide/);
    expect(() => rootOf(400, tree.tiles)).toThrow(/has no hashes/);
  });
});

describe('proofs from tiles', () => {
  const leaves = leavesOf(700);
  const tree = new Grown();
  tree.add(leaves);

  it('are the paths that RFC 9162 defines, in every earlier tree too', () => {
    for (const size of [1, 2, 3, 7, 8, 255, 256, 257, 512, 600, 699, 700])
      for (let index = 0; index < size; index += size > 20 ? 37 : 1) {
        const plan = planInclusion(index, size);
        expect(plan.proof(readTiles(plan.tiles))).toEqual(PATH(index, leaves.slice(0, size)));
      }
  });

  it('show that one tree is the beginning of another', () => {
    for (const to of [1, 2, 3, 8, 256, 257, 513, 700])
      for (let from = 1; from <= to; from += to > 20 ? 41 : 1) {
        const plan = planConsistency(from, to);
        expect(plan.proof(readTiles(plan.tiles))).toEqual(SUBPROOF(from, leaves.slice(0, to), true));
      }
  });

  it('are not made of what is not in the tree', () => {
    expect(() => planInclusion(700, 700)).toThrow(RangeError);
    expect(() => planInclusion(-1, 700)).toThrow(RangeError);
    expect(() => planConsistency(0, 700)).toThrow(RangeError);
    expect(() => planConsistency(701, 700)).toThrow(RangeError);
  });

  /** Only the tiles that were asked for, no wider than asked for. */
  const readTiles = (wanted: readonly { level: number; index: number; width: number }[]) =>
    new Map(wanted.map((tile) => [tileKey(tile), tree.tile(tile)]));
});
