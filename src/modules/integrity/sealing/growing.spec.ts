import { createHash } from 'node:crypto';
import { grow } from '../tree/growth';
import { EMPTY_ROOT } from '../tree/hash';
import { growInPieces } from './growing';

const leaves = (count: number): Buffer =>
  Buffer.concat(Array.from({ length: count }, (_, n) => createHash('sha256').update(String(n)).digest()));

describe('growing in pieces', () => {
  it('gives the tree that growing at once gives, and only whole tiles', async () => {
    const all = leaves(10_000);
    const start = grow(0, new Map(), all.subarray(0, 32 * 700));
    const edge = new Map(start.changed.map((tile) => [`${tile.level}/${tile.index}`, tile.hashes]));
    const atOnce = grow(700, edge, all.subarray(32 * 700));
    const pieces = await growInPieces({ size: 700, root: start.root, edge }, all.subarray(32 * 700));
    expect(pieces.size).toBe(atOnce.size);
    expect(pieces.root).toEqual(atOnce.root);
    const byKey = (changed: typeof atOnce.changed) =>
      new Map(changed.map((tile) => [`${tile.level}/${tile.index}`, tile.hashes.toString('hex')]));
    expect(byKey(pieces.changed)).toEqual(byKey(atOnce.changed));
  });

  it('leaves a tree without new leaves as it is', async () =>
    expect(await growInPieces({ size: 0, root: EMPTY_ROOT, edge: new Map() }, Buffer.of())).toEqual({
      size: 0,
      root: EMPTY_ROOT,
      changed: [],
    }));

  it('lets others have their turn', async () => {
    let turns = 0;
    const count = (): void => void (turns++ < 1_000 && setImmediate(count));
    setImmediate(count);
    await growInPieces({ size: 0, root: EMPTY_ROOT, edge: new Map() }, leaves(10_000));
    expect(turns).toBeGreaterThanOrEqual(4);
  });
});
