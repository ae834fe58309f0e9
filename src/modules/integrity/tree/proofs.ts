import { consistencySpans, inclusionSpans, type Tile } from './geometry';
import { hashOf, tilesFor, type Tiles } from './tiles';

/** What a proof is made of: the tiles to be read, and the proof once they are. */
export interface Plan {
  readonly tiles: readonly Tile[];
  /** The hashes, 32 bytes each, in the order of RFC 9162. @throws Error when a tile is missing. */
  proof(tiles: Tiles): Buffer[];
}

/** The same, and the leaf that is proven: its hash is among the tiles that are read. */
export interface InclusionPlan extends Plan {
  /** @throws Error when its tile is missing. */
  leaf(tiles: Tiles): Buffer;
}

/** RFC 9162 §2.1.3: that leaf `index` (from 0) is in the tree of `size`. @throws RangeError unless they are integers, 0 ≤ index < size. */
export function planInclusion(index: number, size: number): InclusionPlan {
  const spans = inclusionSpans(index, size);
  const leaf = { start: index, end: index + 1 };
  return {
    tiles: tilesFor([leaf, ...spans], size),
    leaf: (tiles) => hashOf(leaf, tiles),
    proof: (tiles) => spans.map((span) => hashOf(span, tiles)),
  };
}

/** RFC 9162 §2.1.4: that the tree of `from` is the beginning of that of `to`. @throws RangeError unless they are integers, 0 < from ≤ to. */
export function planConsistency(from: number, to: number): Plan {
  const spans = consistencySpans(from, to);
  return { tiles: tilesFor(spans, to), proof: (tiles) => spans.map((span) => hashOf(span, tiles)) };
}
