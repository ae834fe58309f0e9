import { LogCheckpoint } from '@sigstore/verify/dist/tlog/checkpoint';
import { verifyMerkleInclusion } from '@sigstore/verify/dist/tlog/merkle';
import { verifyConsistency, verifyInclusion } from '../../../../test/support/rfc9162';
import { grow, rootOf } from './growth';
import { hashLeaf } from './hash';
import { planConsistency, planInclusion } from './proofs';
import { tileKey } from './tiles';

const entries = Array.from({ length: 1_510 }, (_, n) => Buffer.from(`entry ${n}`));
const { changed } = grow(0, new Map(), Buffer.concat(entries.map(hashLeaf)));
const tiles = new Map(changed.map((tile) => [tileKey(tile), tile.hashes]));

/** Another project's verifier (sigstore-js). What it takes it returns, what it refuses it throws. */
function sigstoreTakes(entry: Buffer, index: number, size: number, hashes: Buffer[], root: Buffer): boolean {
  const logEntry = {
    canonicalizedBody: entry,
    inclusionProof: { logIndex: String(index), treeSize: String(size), rootHash: root, hashes },
  } as unknown as Parameters<typeof verifyMerkleInclusion>[0];
  try {
    verifyMerkleInclusion(logEntry, LogCheckpoint.fromString(`log\n${size}\n${root.toString('base64')}\n`));
    return true;
  } catch {
    return false;
  }
}

const flipped = (hash: Buffer, bit: number): Buffer => {
  const other = Buffer.from(hash);
  other[bit >> 3] = (other[bit >> 3] as number) ^ (1 << (bit & 7));
  return other;
};

/** A list with something about it wrong: one left out, one twice, two swapped, one more at either end. */
function* wrongLists(hashes: Buffer[], foreign: Buffer): Generator<Buffer[]> {
  for (let at = 0; at < hashes.length; at++) {
    yield hashes.toSpliced(at, 1);
    yield hashes.toSpliced(at, 0, hashes[at] as Buffer);
    const [one, next] = [hashes[at] as Buffer, hashes[at + 1]];
    if (next) yield hashes.toSpliced(at, 2, next, one);
  }
  yield [foreign, ...hashes];
  yield [...hashes, foreign];
}

const CASES = [
  [0, 1],
  [0, 2],
  [1, 3],
  [6, 7],
  [255, 256],
  [256, 257],
  [0, 257],
  [511, 1_000],
  [1_023, 1_025],
  [1_499, 1_500],
] as const;

describe.each(CASES)('the proof of leaf %i in the tree of %i', (index, size) => {
  const plan = planInclusion(index, size);
  const hashes = plan.proof(tiles);
  const leaf = plan.leaf(tiles);
  const root = rootOf(size, tiles);
  const entry = entries[index] as Buffer;

  it('is taken by RFC 9162, word for word, and by sigstore', () => {
    expect(verifyInclusion(leaf, index, size, hashes, root)).toBe(true);
    expect(sigstoreTakes(entry, index, size, hashes, root)).toBe(true);
  });

  it('is refused with any bit of it flipped', () => {
    const taken: string[] = [];
    for (let bit = 0; bit < 256; bit++) {
      if (verifyInclusion(flipped(leaf, bit), index, size, hashes, root)) taken.push(`leaf ${bit}`);
      if (verifyInclusion(leaf, index, size, hashes, flipped(root, bit))) taken.push(`root ${bit}`);
      for (const [at, hash] of hashes.entries()) {
        const wrong = hashes.with(at, flipped(hash, bit));
        if (verifyInclusion(leaf, index, size, wrong, root)) taken.push(`hash ${at} ${bit}`);
        if (bit % 16 === 0 && sigstoreTakes(entry, index, size, wrong, root))
          taken.push(`sigstore ${at} ${bit}`);
      }
    }
    expect(taken).toEqual([]);
  });

  it('is refused with a hash too many or too few, of another leaf, or for another size', () => {
    const foreign = hashLeaf(Buffer.from('foreign'));
    for (const wrong of [
      ...wrongLists(hashes, foreign),
      ...wrongLists(hashes, root),
      ...wrongLists(hashes, leaf),
    ]) {
      expect(verifyInclusion(leaf, index, size, wrong, root)).toBe(false);
      expect(sigstoreTakes(entry, index, size, wrong, root)).toBe(false);
    }
    for (const other of [index - 1, index + 1, index ^ 2, size]) {
      expect(verifyInclusion(leaf, other, size, hashes, root)).toBe(false);
      expect(sigstoreTakes(entry, other, size, hashes, root)).toBe(false);
    }
    // The root of another size is another root: a size with the root of this one is no checkpoint that anybody signs.
    for (const other of [size - 1, size + 1].filter((n) => n > 0)) {
      expect(verifyInclusion(leaf, index, other, hashes, rootOf(other, tiles))).toBe(false);
      expect(sigstoreTakes(entry, index, other, hashes, rootOf(other, tiles))).toBe(false);
    }
    expect(sigstoreTakes(Buffer.from('entry'), index, size, hashes, root)).toBe(false);
  });
});

describe.each([
  [1, 2],
  [2, 3],
  [6, 8],
  [255, 257],
  [256, 1_024],
  [257, 1_500],
  [1_024, 1_500],
  [1_499, 1_500],
])('the proof that the tree of %i is the beginning of that of %i', (from, to) => {
  const hashes = planConsistency(from, to).proof(tiles);
  const [before, after] = [rootOf(from, tiles), rootOf(to, tiles)];

  it('is taken by RFC 9162, word for word', () => {
    expect(verifyConsistency(from, to, hashes, before, after)).toBe(true);
  });

  it('is refused with any bit of it flipped, hashes left out or swapped, and for other trees', () => {
    const taken: string[] = [];
    for (let bit = 0; bit < 256; bit++) {
      if (verifyConsistency(from, to, hashes, flipped(before, bit), after)) taken.push(`before ${bit}`);
      if (verifyConsistency(from, to, hashes, before, flipped(after, bit))) taken.push(`after ${bit}`);
      for (const [at, hash] of hashes.entries())
        if (verifyConsistency(from, to, hashes.with(at, flipped(hash, bit)), before, after))
          taken.push(`hash ${at} ${bit}`);
    }
    expect(taken).toEqual([]);
    for (const foreign of [hashLeaf(Buffer.from('foreign')), before, after])
      for (const wrong of [...wrongLists(hashes, foreign), []])
        expect(verifyConsistency(from, to, wrong, before, after)).toBe(false);
    expect(verifyConsistency(from, to, hashes, after, before)).toBe(false);
    // With the roots that those trees have: sizes and roots are signed together.
    for (const [one, other] of [
      [from - 1, to],
      [from + 1, to],
      [from, to - 1],
      [from, to + 1],
      [to, from],
    ] as const)
      expect(verifyConsistency(one, other, hashes, rootOf(one, tiles), rootOf(other, tiles))).toBe(false);
  });
});

it('every leaf of every small tree is proven, and no other in its place', () => {
  for (let size = 1; size <= 40; size++)
    for (let index = 0; index < size; index++) {
      const plan = planInclusion(index, size);
      const [leaf, hashes, root] = [plan.leaf(tiles), plan.proof(tiles), rootOf(size, tiles)];
      for (let other = 0; other < size; other++)
        expect(verifyInclusion(leaf, other, size, hashes, root)).toBe(other === index);
    }
});
