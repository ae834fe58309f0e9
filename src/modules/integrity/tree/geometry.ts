/** Leaves `start` (inclusive, from 0) to `end` (exclusive): a subtree as the recursion of RFC 9162 §2.1 cuts them. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A node over 2^level leaves: the `index`th of its level, from 0. */
export interface Node {
  readonly level: number;
  readonly index: number;
}

/** The hashes of a tile are nodes of level `8 × level`; the tile is the `index`th of them, 256 wide (C2SP tlog-tiles). */
export interface Tile {
  readonly level: number;
  readonly index: number;
  /** 1 to 256; less than 256 at the right edge of a tree only. */
  readonly width: number;
}

export const TILE_HEIGHT = 8;
export const TILE_WIDTH = 256;

/** The largest power of two below `count` (RFC 9162 §2.1.1). @throws RangeError unless that is an integer from 2 on. */
export function splitOf(count: number): number {
  if (!(Number.isSafeInteger(count) && count >= 2)) throw new RangeError(`${count} leaves have no split`);
  let k = 1;
  while (k * 2 < count) k *= 2;
  return k;
}

/**
 * The perfect subtrees that make up a span, from left to right. Of a span that begins where RFC 9162 cuts, the largest first.
 * @throws RangeError unless 0 ≤ start ≤ end, integers.
 */
export function nodesOf({ start, end }: Span): Node[] {
  if (!(Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && start <= end))
    throw new RangeError(`there are no leaves from ${start} to ${end}`);
  const nodes: Node[] = [];
  for (let from = start; from < end;) {
    let [level, width] = [0, 1];
    while (width * 2 <= end - from && from % (width * 2) === 0) [level, width] = [level + 1, width * 2];
    nodes.push({ level, index: from / width });
    from += width;
  }
  return nodes;
}

/**
 * What proves that the leaf `index` is in the tree of `size` leaves, from below to above: PATH of RFC 9162 §2.1.3.1.
 * @throws RangeError unless they are integers, 0 ≤ index < size.
 */
export function inclusionSpans(index: number, size: number): Span[] {
  if (!(Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size))
    throw new RangeError(`a tree of ${size} leaves has no leaf ${index}`);
  const spans: Span[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    spans.push(index < middle ? { start: middle, end } : { start, end: middle });
    [start, end] = index < middle ? [start, middle] : [middle, end];
  }
  return spans.reverse();
}

/**
 * What proves that the tree of `from` leaves is the beginning of that of `to`: SUBPROOF of RFC 9162 §2.1.4.1.
 * @throws RangeError unless they are integers, 0 < from ≤ to.
 */
export function consistencySpans(from: number, to: number): Span[] {
  if (!(Number.isSafeInteger(from) && Number.isSafeInteger(to) && from > 0 && from <= to))
    throw new RangeError(`a tree of ${to} leaves has no beginning of ${from}`);
  const spans: Span[] = [];
  let [start, end] = [0, to];
  while (end !== from) {
    const middle = start + splitOf(end - start);
    spans.push(from <= middle ? { start: middle, end } : { start, end: middle });
    [start, end] = from <= middle ? [start, middle] : [middle, end];
  }
  return (start === 0 ? spans : [...spans, { start, end }]).reverse();
}

/** The tile that a node is read from, as it is in a tree of `size` leaves. */
export function tileOf({ level, index }: Node, size: number): Tile {
  const tileLevel = Math.floor(level / TILE_HEIGHT);
  const tileIndex = Math.floor((index * 2 ** (level % TILE_HEIGHT)) / TILE_WIDTH);
  return { level: tileLevel, index: tileIndex, width: widthOf(tileLevel, tileIndex, size) };
}

/** How many hashes a tile has in a tree of `size` leaves: 0 when it is not there yet. */
export function widthOf(level: number, index: number, size: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** level);
  return Math.max(0, Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH));
}
