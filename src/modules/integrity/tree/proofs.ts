import { consistencySpans, inclusionSpans, type Span, type Tile } from './geometry';
import { hashOf, tilesFor, type Tiles } from './tiles';

/** What a proof is made of: the tiles to be read, and the proof once they are. */
export interface Plan {
  readonly tiles: readonly Tile[];
  /** The hashes, 32 bytes each, in the order of RFC 9162. @throws Error when a tile is missing. */
  proof(tiles: Tiles): Buffer[];
}

/** RFC 9162 §2.1.3: that leaf `index` (from 0) is in the tree of `size`. @throws RangeError unless 0 ≤ index < size. */
export function planInclusion(index: number, size: number): Plan {
  if (!(index >= 0 && index < size)) throw new RangeError(`a tree of ${size} leaves has no leaf ${index}`);
  return planOf(inclusionSpans(index, size), size);
}

/** RFC 9162 §2.1.4: that the tree of `from` is the beginning of that of `to`. @throws RangeError unless 0 < from ≤ to. */
export function planConsistency(from: number, to: number): Plan {
  if (!(from > 0 && from <= to)) throw new RangeError(`a tree of ${to} leaves has no beginning of ${from}`);
  return planOf(consistencySpans(from, to), to);
}

const planOf = (spans: readonly Span[], size: number): Plan => ({
  tiles: tilesFor(spans, size),
  proof: (tiles) => spans.map((span) => hashOf(span, tiles)),
});
