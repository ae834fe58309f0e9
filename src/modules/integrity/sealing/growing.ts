import { setImmediate as nextTurn } from 'node:timers/promises';
import { HASH_BYTES } from '../tree/hash';
import { grow, type Growth } from '../tree/growth';
import { tileKey, type Tiles } from '../tree/tiles';

/** Leaves hashed at a stretch: some milliseconds, then others have their turn. */
const PIECE = 2_048;

/** `grow()`, in pieces that leave the event loop fluid. Without leaves, the tree as it is. */
export async function growInPieces(
  tree: { readonly size: number; readonly root: Buffer; readonly edge: Tiles },
  leaves: Buffer,
): Promise<Growth> {
  const changed = new Map<string, Growth['changed'][number]>();
  let [size, root] = [tree.size, tree.root];
  const known = new Map(tree.edge);
  for (let from = 0; from < leaves.length; from += PIECE * HASH_BYTES) {
    if (from > 0) await nextTurn();
    const growth = grow(size, known, leaves.subarray(from, from + PIECE * HASH_BYTES));
    for (const tile of growth.changed) {
      changed.set(tileKey(tile), tile);
      known.set(tileKey(tile), tile.hashes);
    }
    ({ size, root } = growth);
  }
  return { size, root, changed: [...changed.values()] };
}
