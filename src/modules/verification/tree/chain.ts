import { nodeOf, subtreesOf } from './compact-range';

const HASH_BYTES = 32;
const TILE_WIDTH = 256;
const HEIGHT = 8;

/** Tiles by `level/index`. */
export type TileMap = ReadonlyMap<string, Uint8Array>;

interface NodeAt {
  readonly level: number;
  readonly index: number;
}

/** The tiles that lead from leaf `index` to the root of a tree of `size`. */
export function tilesOnTheWay(index: number, size: number): { level: number; index: number }[] {
  const nodes: NodeAt[] = [...peaksOf(size)];
  for (let level = 0; 2 ** level < size; level += HEIGHT) nodes.push({ level, index: Math.floor(index / 2 ** level) });
  const places = nodes.map(placeOf);
  return [...new Map(places.map(({ tile }) => [`${tile.level}/${tile.index}`, tile])).values()];
}

/** The root of the tree of `size` in which `leaf` is the one at `index`, and all the rest is as the tiles have it; null where one is missing. */
export function rootThrough(leaf: Buffer, index: number, size: number, tiles: TileMap): Buffer | null {
  const peaks = peaksOf(size).map((peak) => {
    const width = 2 ** peak.level;
    return Math.floor(index / width) === peak.index ? climbed(leaf, index, peak.level, tiles) : hashAt(peak, tiles);
  });
  if (peaks.includes(null)) return null;
  const [last, ...rest] = (peaks as Buffer[]).toReversed();
  return last === undefined ? null : rest.reduce((right, left) => nodeOf(left, right), last);
}

function climbed(leaf: Buffer, index: number, height: number, tiles: TileMap): Buffer | null {
  let hash: Buffer | null = leaf;
  for (let level = 0, at = index; level < height && hash; level++, at = Math.floor(at / 2)) {
    const sibling = hashAt({ level, index: at % 2 === 0 ? at + 1 : at - 1 }, tiles);
    hash = sibling && (at % 2 === 0 ? nodeOf(hash, sibling) : nodeOf(sibling, hash));
  }
  return hash;
}

/** The roots of the perfect subtrees that a tree consists of, from left to right. */
function peaksOf(size: number): NodeAt[] {
  let start = 0;
  return subtreesOf(size).map((width) => {
    const peak = { level: Math.round(Math.log2(width)), index: start / width };
    start += width;
    return peak;
  });
}

function placeOf({ level, index }: NodeAt): { tile: { level: number; index: number }; first: number; count: number } {
  const count = 2 ** (level % HEIGHT);
  const first = index * count;
  const tile = { level: Math.floor(level / HEIGHT), index: Math.floor(first / TILE_WIDTH) };
  return { tile, first: first % TILE_WIDTH, count };
}

/** The hash of a node, from the hashes of its tile; null where the tile is missing or too short. */
export function hashAt(node: NodeAt, tiles: TileMap): Buffer | null {
  const { tile, first, count } = placeOf(node);
  const hashes = tiles.get(`${tile.level}/${tile.index}`)?.subarray(first * HASH_BYTES, (first + count) * HASH_BYTES);
  if (hashes?.length !== count * HASH_BYTES) return null;
  let row: Buffer[] = Array.from({ length: count }, (_, n) => Buffer.from(hashes.subarray(n * HASH_BYTES, (n + 1) * HASH_BYTES)));
  while (row.length > 1) row = Array.from({ length: row.length / 2 }, (_, n) => nodeOf(row[2 * n] as Buffer, row[2 * n + 1] as Buffer));
  return row[0] ?? null;
}

/** The tiles that hold what `CompactRange` remembers of the first `size` leaves. */
export const tilesOfPeaks = (size: number): { level: number; index: number }[] => peaksOf(size).map((peak) => placeOf(peak).tile);

/** What `CompactRange` remembers of the first `size` leaves, as the tiles have it; null where one is missing. */
export function peakHashes(size: number, tiles: TileMap): Buffer[] | null {
  const hashes = peaksOf(size).map((peak) => hashAt(peak, tiles));
  return hashes.includes(null) ? null : (hashes as Buffer[]);
}
