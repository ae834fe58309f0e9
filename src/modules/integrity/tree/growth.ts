import { TILE_WIDTH, widthOf, type Tile } from './geometry';
import { EMPTY_ROOT, HASH_BYTES, hashPerfect } from './hash';
import { hashOf, tileKey, tilesFor, type Tiles } from './tiles';

/** A tree after it has grown. `changed`: the tiles that are new or wider, whole, from below to above. */
export interface Growth {
  readonly size: number;
  readonly root: Buffer;
  readonly changed: readonly (Tile & { readonly hashes: Buffer })[];
}

/** The tiles at the right edge of a tree: what `grow()` and the root of the tree itself need. Empty for an empty tree. @throws RangeError for no size. */
export const edgeOf = (size: number): Tile[] => tilesFor([{ start: 0, end: size }], size);

/** @throws Error when a tile of the edge is missing; RangeError for no size. */
export const rootOf = (size: number, tiles: Tiles): Buffer =>
  size === 0 ? EMPTY_ROOT : hashOf({ start: 0, end: size }, tiles);

/**
 * A tree of `size` leaves grown by `leaves` (leaf hashes, 32 bytes each, one behind the other). `edge` holds the tiles of `edgeOf(size)`.
 * Costs one hash a leaf and, for the root, some hundreds more. @throws Error when a tile of the edge is missing or of another size;
 * RangeError when `size` is none, or `leaves` is cut within a hash.
 */
export function grow(size: number, edge: Tiles, leaves: Uint8Array): Growth {
  if (!(Number.isSafeInteger(size) && size >= 0)) throw new RangeError(`a tree has no ${size} leaves`);
  if (leaves.length % HASH_BYTES !== 0) throw new RangeError(`${leaves.length} bytes are no leaf hashes`);
  const changed: (Tile & { hashes: Buffer })[] = [];
  const known = new Map(edge);
  let added: Uint8Array = leaves;
  for (let level = 0; added.length > 0; level++) {
    const above: Buffer[] = [];
    for (const tile of widened(level, size, known, added)) {
      changed.push(tile);
      known.set(tileKey(tile), tile.hashes);
      if (tile.width === TILE_WIDTH) above.push(hashPerfect(tile.hashes));
    }
    added = Buffer.concat(above);
  }
  const grown = size + leaves.length / HASH_BYTES;
  return { size: grown, root: rootOf(grown, known), changed };
}

/** The tiles of one level that `added` hashes go into: the last one, if it was not full, and those behind it. */
function widened(
  level: number,
  size: number,
  known: Tiles,
  added: Uint8Array,
): (Tile & { hashes: Buffer })[] {
  const before = Math.floor(size / TILE_WIDTH ** level);
  const first = Math.floor(before / TILE_WIDTH);
  const width = widthOf(level, first, size);
  const old = known.get(tileKey({ level, index: first }))?.subarray(0, width * HASH_BYTES) ?? Buffer.of();
  if (old.length !== width * HASH_BYTES)
    throw new Error(`tile ${level}/${first} of a tree of ${size} leaves must be ${width} wide`);
  const row = Buffer.concat([old, added]);
  const tiles = [];
  for (let from = 0, index = first; from < row.length; from += TILE_WIDTH * HASH_BYTES, index++) {
    const hashes = row.subarray(from, from + TILE_WIDTH * HASH_BYTES);
    tiles.push({ level, index, width: hashes.length / HASH_BYTES, hashes });
  }
  return tiles;
}
