import { consistencySpans, inclusionSpans, nodesOf, splitOf, tileOf, widthOf } from './geometry';
import { edgeOf, grow, rootOf } from './growth';
import { hashLeaf, hashNode, hashPerfect } from './hash';
import { planConsistency, planInclusion } from './proofs';
import { hashOf, tileKey, tilesFor } from './tiles';

const NUMBERS = [
  NaN,
  Infinity,
  -Infinity,
  -1,
  -0.5,
  0,
  0.5,
  1,
  1.5,
  2,
  3,
  255,
  256,
  257,
  65_536,
  2 ** 31,
  2 ** 32 + 1,
  2 ** 52 + 1,
  Number.MAX_SAFE_INTEGER,
  Number.MAX_SAFE_INTEGER + 1,
  Number.MAX_VALUE,
];

const LENGTHS = [0, 1, 31, 32, 33, 63, 64, 96, 8_191, 8_192, 8_224];

/** What it answers, or that it threw what it may throw. It ends in any case. */
function answers<T>(work: () => T): T | 'refused' {
  try {
    return work();
  } catch (error) {
    // RangeError for what is no tree, Error for tiles that were not given: never a TypeError, never a hang.
    expect([Error, RangeError]).toContain((error as Error).constructor);
    return 'refused';
  }
}

const isCount = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;

/** Every function of the core answers or throws what it says, whatever it is given. */
describe('the core over hostile input', () => {
  it('refuses numbers that are none of a tree', () => {
    for (const one of NUMBERS) {
      expect(answers(() => splitOf(one)) === 'refused').toBe(!(isCount(one) && one >= 2));
      expect(answers(() => edgeOf(one)) === 'refused').toBe(!isCount(one));
      expect(answers(() => rootOf(one, new Map())) === 'refused').toBe(one !== 0);
      for (const other of NUMBERS) {
        const [span, pair] = [isCount(one) && isCount(other) && one <= other, [one, other] as const];
        expect(answers(() => nodesOf({ start: one, end: other })) === 'refused').toBe(!span);
        expect(answers(() => inclusionSpans(...pair)) === 'refused').toBe(!(span && one < other));
        expect(answers(() => planInclusion(...pair)) === 'refused').toBe(!(span && one < other));
        expect(answers(() => consistencySpans(...pair)) === 'refused').toBe(!(span && one > 0));
        expect(answers(() => planConsistency(...pair)) === 'refused').toBe(!(span && one > 0));
        expect(answers(() => tilesFor([{ start: one, end: other }], other)) === 'refused').toBe(!span);
        expect(answers(() => hashOf({ start: one, end: other }, new Map()))).toBe('refused');
        expect(typeof widthOf(one, other, 1_000)).toBe('number');
        expect(tileKey(tileOf({ level: one, index: other }, 1_000))).toEqual(expect.any(String));
      }
    }
  });

  it('plans little, however large the tree', () => {
    const most = Number.MAX_SAFE_INTEGER;
    for (const index of [0, 1, 12_345_678, most - 1]) {
      const { tiles } = planInclusion(index, most);
      expect(tiles.length).toBeLessThanOrEqual(2 * 7);
    }
    expect(planConsistency(most - 1, most).tiles.length).toBeLessThanOrEqual(2 * 7);
    expect(edgeOf(most).length).toBeLessThanOrEqual(7);
  });

  it('refuses bytes that are no hashes', () => {
    for (const length of LENGTHS) {
      const bytes = Buffer.alloc(length, 7);
      const power = length > 0 && length % 32 === 0 && Number.isInteger(Math.log2(length / 32));
      expect(answers(() => hashPerfect(bytes)) === 'refused').toBe(!power);
      expect(answers(() => hashNode(bytes, Buffer.alloc(32))) === 'refused').toBe(length !== 32);
      expect(answers(() => hashNode(Buffer.alloc(32), bytes)) === 'refused').toBe(length !== 32);
      expect(answers(() => grow(0, new Map(), bytes)) === 'refused').toBe(length % 32 !== 0);
      expect(hashLeaf(bytes)).toHaveLength(32);
    }
  });

  it('takes no tile that is too short, missing or another', () => {
    const leaves = Buffer.concat(Array.from({ length: 700 }, (_, n) => hashLeaf(Buffer.from([n >> 8, n]))));
    const tree = grow(0, new Map(), leaves);
    const tiles = new Map(tree.changed.map((tile) => [tileKey(tile), tile.hashes]));
    for (const key of tiles.keys()) {
      const without = new Map(tiles);
      without.delete(key);
      const short = new Map(tiles).set(key, (tiles.get(key) as Buffer).subarray(32));
      for (const damaged of [without, short]) {
        const whole = [0, 255, 256, 699].map((index) =>
          answers(() => {
            const plan = planInclusion(index, 700);
            return [plan.leaf(damaged), ...plan.proof(damaged)];
          }),
        );
        expect(whole).toContain('refused');
      }
    }
    for (const size of NUMBERS) answers(() => grow(size, tiles, leaves.subarray(0, 64)));
    expect(answers(() => grow(701, tiles, leaves.subarray(0, 32)))).toBe('refused');
  });

  it('does not write into what it was given', () => {
    const given = Buffer.alloc(256 * 32, 3);
    const before = Buffer.from(given);
    const { changed } = grow(0, new Map(), given);
    hashPerfect(given);
    for (const { hashes } of changed) hashes.fill(0);
    expect(given).toEqual(before);
  });
});
