import { Inject, Injectable } from '@nestjs/common';
import { JOB_POOL } from '../../../platform/database/database.tokens';
import type { DatabasePool } from '../../../platform/database/pools';
import type { Tile } from '../tree/geometry';
import { EMPTY_ROOT } from '../tree/hash';
import { tileKey, type Tiles } from '../tree/tiles';

/** A log as it stands before it is sealed. */
export interface UnsealedLog {
  /** Null when it was never sealed. */
  readonly origin: string | null;
  readonly epoch: number;
  readonly size: number;
  readonly root: Buffer;
  readonly lastSequence: number;
  /** Leaf hashes of the next sequences, 32 bytes each. */
  readonly leaves: Buffer;
  /** The first of them that is nowhere; then there are no leaves. */
  readonly missing: number | null;
  /** It was refused when it was last looked at. */
  readonly refused: boolean;
  /** Nothing was signed of it in this epoch. */
  readonly unsigned: boolean;
  /** The right edge of the tree. */
  readonly edge: Tiles;
}

/** A tree that has grown, to be written. `note` null: not signed. */
export interface Extension {
  readonly epoch: number;
  readonly from: number;
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
  readonly at: Date;
  readonly note: string | null;
  readonly tiles: readonly (Tile & { readonly hashes: Buffer })[];
}

export interface TreeState {
  readonly organizationId: string;
  readonly epoch: number;
  readonly size: number;
  readonly root: Buffer;
  readonly lastSequence: number;
  readonly refused: boolean;
}

/** Which logs are due: with unsealed events and not sealed since `due`, not since `idle`; refused, not since `again`. */
export interface Due {
  readonly due: Date;
  readonly idle: Date;
  readonly again: Date;
}

/** The functions of the database that sealing goes through (migrations 1795200000811 and 812). */
@Injectable()
export class TreeStore {
  constructor(@Inject(JOB_POOL) private readonly pool: DatabasePool) {}

  /** In the order of their ids; `after` null: from the first. */
  due({ due, idle, again }: Due, after: string | null, limit: number): Promise<string[]> {
    return this.pool.use(async (client) => {
      const { rows } = await client.query<{ organization_id: string }>(
        'SELECT organization_id FROM logs_to_seal($1, $2, $3, $4, $5)',
        [due, idle, again, after, limit],
      );
      return rows.map(({ organization_id }) => organization_id);
    });
  }

  /** At most `limit` leaves, and none beyond `until` if that lies ahead. */
  read(organizationId: string, limit: number, until: number | null): Promise<UnsealedLog> {
    return this.pool.inOrganization(organizationId, async (client) => {
      const { rows } = await client.query<UnsealedRow>('SELECT * FROM log_to_seal($1, $2)', [limit, until]);
      return logOf(rows[0] as UnsealedRow);
    });
  }

  /** False when somebody else was first. */
  extend(organizationId: string, extension: Extension): Promise<boolean> {
    return this.pool.inOrganization(organizationId, async (client) => {
      const { rows } = await client.query<{ done: boolean }>(
        'SELECT extend_tree($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) AS done',
        valuesOf(extension),
      );
      return rows[0]?.done ?? false;
    });
  }

  /** Some tiles of a tree, by their keys; those that there are. */
  tiles(organizationId: string, wanted: readonly Tile[]): Promise<Tiles> {
    return this.pool.inOrganization(organizationId, async (client) => {
      const { rows } = await client.query<{ level: number; index: string; hashes: Buffer }>(
        `SELECT t.level, t.index, t.hashes FROM unnest($2::smallint[], $3::bigint[]) AS w (level, index)
           JOIN tree_tiles t ON t.organization_id = $1 AND t.level = w.level AND t.index = w.index`,
        [organizationId, wanted.map(({ level }) => level), wanted.map(({ index }) => index)],
      );
      return tilesOf(rows.map(({ level, index, hashes }) => ({ level, index: Number(index), hashes })));
    });
  }

  async refuse(organizationId: string, origin: string, reason: string, at: Date): Promise<void> {
    await this.pool.inOrganization(organizationId, (client) =>
      client.query('SELECT refuse_log($1, $2, $3)', [origin, reason, at]),
    );
  }

  states(after: string | null, limit: number): Promise<TreeState[]> {
    return this.pool.use(async (client) => {
      const { rows } = await client.query<StateRow>('SELECT * FROM tree_states($1, $2)', [after, limit]);
      return rows.map(({ organization_id: organizationId, size, last_sequence, ...rest }) => ({
        ...rest,
        organizationId,
        size: Number(size),
        lastSequence: Number(last_sequence),
      }));
    });
  }
}

function valuesOf({ epoch, from, origin, size, root, at, note, tiles }: Extension): unknown[] {
  const levels = tiles.map(({ level }) => level);
  const indexes = tiles.map(({ index }) => index);
  const hashes = tiles.map((tile) => tile.hashes);
  const lengths = hashes.map(({ length }) => length);
  return [epoch, from, origin, size, root, at, note, levels, indexes, lengths, Buffer.concat(hashes)];
}

/** `pg` gives bigint as text. */
interface UnsealedRow {
  readonly origin: string | null;
  readonly epoch: number | null;
  readonly size: string | null;
  readonly root: Buffer | null;
  readonly sealed_at: Date | null;
  readonly refused: boolean | null;
  readonly last_sequence: string | null;
  readonly leaves: Buffer | null;
  readonly missing: string | null;
  readonly tile_levels: number[] | null;
  readonly tile_indexes: string[] | null;
  readonly tile_hashes: Buffer[] | null;
}

interface StateRow {
  readonly organization_id: string;
  readonly epoch: number;
  readonly size: string;
  readonly root: Buffer;
  readonly last_sequence: string;
  readonly refused: boolean;
}

const logOf = (row: UnsealedRow): UnsealedLog => ({
  origin: row.origin,
  epoch: row.epoch ?? 1,
  size: Number(row.size ?? 0),
  root: row.root ?? EMPTY_ROOT,
  lastSequence: Number(row.last_sequence ?? 0),
  leaves: row.leaves ?? Buffer.of(),
  missing: row.missing === null ? null : Number(row.missing),
  refused: row.refused ?? false,
  unsigned: row.sealed_at === null || Number(row.sealed_at) === 0,
  edge: tilesOf(
    (row.tile_levels ?? []).map((level, at) => ({
      level,
      index: Number(row.tile_indexes?.[at]),
      hashes: row.tile_hashes?.[at] ?? Buffer.of(),
    })),
  ),
});

const tilesOf = (tiles: readonly { level: number; index: number; hashes: Buffer }[]): Tiles =>
  new Map(tiles.map((tile) => [tileKey(tile), tile.hashes]));
