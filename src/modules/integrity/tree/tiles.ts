import { nodesOf, TILE_HEIGHT, TILE_WIDTH, tileOf, type Node, type Span, type Tile } from './geometry';
import { HASH_BYTES, hashNode, hashPerfect } from './hash';

/** The hashes of tiles that were read, 32 bytes each; `key` is `tileKey()`. A tile may be wider than asked for. */
export type Tiles = ReadonlyMap<string, Uint8Array>;

export const tileKey = ({ level, index }: { readonly level: number; readonly index: number }): string =>
  `${level}/${index}`;

/** The tiles that must be read to know the hashes of spans in a tree of `size` leaves, each once. */
export function tilesFor(spans: readonly Span[], size: number): Tile[] {
  const tiles = spans.flatMap(nodesOf).map((node) => tileOf(node, size));
  return [...new Map(tiles.map((tile) => [tileKey(tile), tile])).values()];
}

/** The hash of a subtree. @throws Error when a tile that it needs was not read, or is too short; RangeError for a span without leaves. */
export function hashOf(span: Span, tiles: Tiles): Buffer {
  if (span.start >= span.end) throw new RangeError('a subtree has a leaf');
  const hashes = nodesOf(span).map((node) => hashOfPerfect(node, tiles));
  return hashes.reduceRight((right, left) => hashNode(left, right));
}

function hashOfPerfect(node: Node, tiles: Tiles): Buffer {
  const count = 2 ** (node.level % TILE_HEIGHT);
  const tile = tileOf(node, Infinity);
  const first = node.index * count - tile.index * TILE_WIDTH;
  const hashes = tiles.get(tileKey(tile))?.subarray(first * HASH_BYTES, (first + count) * HASH_BYTES);
  if (hashes?.length !== count * HASH_BYTES)
    throw new Error(`tile ${tileKey(tile)} has no hashes ${first} to ${first + count - 1}`);
  return hashPerfect(hashes);
}
