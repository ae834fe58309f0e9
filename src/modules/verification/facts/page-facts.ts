import type { PoolClient } from 'pg';

/** How far a log goes, and how far it is sealed, at the moment of the snapshot. */
export interface LogFacts {
  readonly now: Date;
  readonly lastSequence: number;
  /** Null before the log was sealed for the first time. */
  readonly tree: { readonly origin: string; readonly epoch: number; readonly size: number; readonly root: Buffer; readonly refusal: string | null } | null;
}

export interface CheckpointFact {
  readonly size: number;
  readonly epoch: number;
  readonly root: Buffer;
  readonly note: string;
  readonly signedAt: Date;
}

/** Leaf hashes that a purge kept, of consecutive events whose partition is gone. */
export interface PurgedRun {
  readonly date: string;
  readonly first: number;
  readonly last: number;
  readonly hashes: Buffer;
}

/** What stands beside the events of sequences `first` to `last`. */
export interface PageFacts {
  /** By `level/index`. */
  readonly tiles: ReadonlyMap<string, Buffer>;
  /** In the order of their size. */
  readonly checkpoints: readonly CheckpointFact[];
  readonly purged: readonly PurgedRun[];
  /** By date: the first and last day that the home is said to have. */
  readonly homes: ReadonlyMap<string, readonly [string, string]>;
}

export const TILE_WIDTH = 256;
export const MOST_LEVELS = 7;
const MOST_PURGED_IN_A_ROW = 1_024;

const LOG = `SELECT clock_timestamp() AS now, coalesce((SELECT h.last_sequence FROM log_heads h WHERE h.organization_id = $1), 0)::float8 AS last,
    t.origin, t.epoch, t.size::float8 AS size, t.root, t.refusal
  FROM (VALUES (1)) AS one LEFT JOIN trees t ON t.organization_id = $1`;

const TILES = `SELECT t.level || '/' || t.index AS key, t.hashes
  FROM unnest($2::int[], $3::bigint[], $4::bigint[]) AS w (level, first, last)
  JOIN tree_tiles t ON t.organization_id = $1 AND t.level = w.level AND t.index BETWEEN w.first AND w.last`;

const CHECKPOINTS = `SELECT size::float8 AS size, epoch, root, note, signed_at AS "signedAt" FROM checkpoints
  WHERE organization_id = $1 AND size BETWEEN $2 AND $3 ORDER BY size, signed_at`;

const PURGED = `SELECT p.expires_on::text AS date, p.first_sequence::float8 AS first, p.last_sequence::float8 AS last, p.hashes
  FROM purged_leaves p JOIN event_partitions d ON d.expires_on = p.expires_on AND d.dropped_at IS NOT NULL
 WHERE p.organization_id = $1 AND p.first_sequence BETWEEN $2 AND $3 AND p.last_sequence >= $4 ORDER BY p.first_sequence`;

const HOMES = `SELECT expires_on::text AS date, first_day::text AS first, last_day::text AS last FROM event_homes WHERE organization_id = $1`;

export async function readLog(client: PoolClient, organizationId: string): Promise<LogFacts> {
  const { rows } = await client.query(LOG, [organizationId]);
  const { now, last, ...tree } = rows[0] as { now: Date; last: number } & NonNullable<LogFacts['tree']>;
  return { now, lastSequence: last, tree: (tree.origin as string | null) === null ? null : tree };
}

export async function readPage(client: PoolClient, organizationId: string, first: number, last: number): Promise<PageFacts> {
  const levels = Array.from({ length: MOST_LEVELS }, (_, level) => level);
  const indexOf = (sequence: number) => (level: number) => Math.floor((sequence - 1) / TILE_WIDTH ** (level + 1));
  const tiles = await client.query<{ key: string; hashes: Buffer }>(TILES, [organizationId, levels, levels.map(indexOf(first)), levels.map(indexOf(last))]);
  const checkpoints = await client.query<CheckpointFact>(CHECKPOINTS, [organizationId, first, last]);
  const purged = await client.query<PurgedRun>(PURGED, [organizationId, first - MOST_PURGED_IN_A_ROW, last, first]);
  const homes = await client.query<{ date: string; first: string; last: string }>(HOMES, [organizationId]);
  return {
    tiles: new Map(tiles.rows.map(({ key, hashes }) => [key, hashes])),
    checkpoints: checkpoints.rows,
    purged: purged.rows,
    homes: new Map(homes.rows.map((home) => [home.date, [home.first, home.last] as const])),
  };
}
