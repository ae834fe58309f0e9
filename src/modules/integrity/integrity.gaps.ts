import { Inject, Injectable } from '@nestjs/common';
import { JOB_POOL } from '../../platform/database/database.tokens';
import type { DatabasePool } from '../../platform/database/pools';
import { queryOf } from './proofs/query-of';
import { readTiles } from './storage/tile-store';
import { nodesOf, tileOf, type Node, type Span, type Tile } from './tree/geometry';
import { hashOf, tileKey } from './tree/tiles';

/** The root of a perfect subtree of 2^level leaves. */
export interface Subtree {
  readonly level: number;
  readonly hash: Buffer;
}

/** 512 KB of hashes. */
const TILES_AT_ONCE = 64;

/** What stands in a tree for leaves that are not shown: with it and those that are, anybody computes the root. */
@Injectable()
export class Gaps {
  constructor(@Inject(JOB_POOL) private readonly pool: DatabasePool) {}

  /**
   * For each span of leaves (in ascending order) the subtrees that it is made of, from left to right; in a sealed tree of `size` leaves.
   * @throws Error when the tree is not that large, or a tile of it is missing.
   */
  of(organizationId: string, spans: readonly Span[], size: number): Promise<Subtree[][]> {
    if (spans.length === 0) return Promise.resolve([]);
    const wanted = spans.flatMap((span, at) => nodesOf(span).map((node) => ({ at, node })));
    return this.pool.inOrganization(organizationId, async (client) => {
      const found: Subtree[][] = spans.map(() => []);
      for (const some of inHandfuls(wanted, size)) {
        const tiles = await readTiles(queryOf(client), organizationId, some.tiles);
        for (const { at, node } of some.nodes)
          found[at]?.push({ level: node.level, hash: hashOf(leavesOf(node), tiles) });
      }
      return found;
    });
  }
}

interface Wanted {
  readonly at: number;
  readonly node: Node;
}

/** So many nodes at a time that no more tiles than those are read for them. */
function* inHandfuls(
  wanted: readonly Wanted[],
  size: number,
): Generator<{ nodes: readonly Wanted[]; tiles: Tile[] }> {
  let nodes: Wanted[] = [];
  let tiles = new Map<string, Tile>();
  for (const one of wanted) {
    const tile = tileOf(one.node, size);
    if (tiles.size === TILES_AT_ONCE && !tiles.has(tileKey(tile))) {
      yield { nodes, tiles: [...tiles.values()] };
      [nodes, tiles] = [[], new Map()];
    }
    nodes.push(one);
    tiles.set(tileKey(tile), tile);
  }
  yield { nodes, tiles: [...tiles.values()] };
}

const leavesOf = ({ level, index }: Node): Span => ({
  start: index * 2 ** level,
  end: (index + 1) * 2 ** level,
});
