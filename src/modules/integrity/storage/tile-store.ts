import type { Query } from '../integrity.query';
import { HASH_BYTES } from '../tree/hash';
import type { Tile } from '../tree/geometry';
import { tileKey, type Tiles } from '../tree/tiles';

interface TileRow {
  readonly level: number;
  readonly index: string;
  readonly hashes: Buffer;
}

const TILES = `
  SELECT t.level, t.index, substring(t.hashes FROM 1 FOR w.bytes) AS hashes
    FROM unnest($2::smallint[], $3::bigint[], $4::integer[]) AS w (level, index, bytes)
    JOIN tree_tiles t ON t.organization_id = $1 AND t.level = w.level AND t.index = w.index
   WHERE length(t.hashes) >= w.bytes`;

/**
 * Tiles of an organization's tree by one statement, each cut to the width asked for, so that a tree of any earlier size can be read. What is
 * not there, or not so wide, is missing from the answer: who computes with it says so (`hashOf()`).
 */
export async function readTiles(
  query: Query,
  organizationId: string,
  tiles: readonly Tile[],
): Promise<Tiles> {
  if (tiles.length === 0) return new Map();
  const rows = (await query(TILES, [
    organizationId,
    tiles.map(({ level }) => level),
    tiles.map(({ index }) => index),
    tiles.map(({ width }) => width * HASH_BYTES),
  ])) as unknown as TileRow[];
  return new Map(rows.map((row) => [tileKey({ level: row.level, index: Number(row.index) }), row.hashes]));
}
