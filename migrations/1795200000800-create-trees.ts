import type { MigrationInterface, QueryRunner } from 'typeorm';
import { openToSteward, protect, run } from './support';

/** The Merkle tree over each log (RFC 9162), its signed checkpoints, and the keys they are signed with. */
export class CreateTrees1795200000800 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, KEYS, 'GRANT SELECT ON signing_keys TO daybook_app', TREES, TILES, CHECKPOINTS);
    for (const table of ['trees', 'tree_tiles', 'checkpoints']) await protect(runner, table, 'SELECT');
    await openToSteward(runner, 'trees', 'SELECT');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      ...['checkpoints', 'tree_tiles', 'trees', 'signing_keys'].map((table) => `DROP TABLE ${table}`),
    );
  }
}

/**
 * The generations of the installation's key: the private half is derived from its secret and never here. The one that is not retired and has
 * the highest number signs. Belongs to no organization.
 */
const KEYS = `CREATE TABLE signing_keys (
  generation integer NOT NULL,
  public_key bytea NOT NULL,
  created_at timestamptz(3) NOT NULL,
  retired_at timestamptz(3),
  CONSTRAINT signing_keys_pkey PRIMARY KEY (generation),
  CONSTRAINT signing_keys_length_check CHECK (length(public_key) = 32)
)`;

/**
 * How far each log is sealed. `origin` is the log's name in its checkpoints, fixed with the first of them; `epoch` moves when an operator
 * goes on after a restore (F23), and with it the origin.
 */
const TREES = `CREATE TABLE trees (
  organization_id uuid NOT NULL,
  origin text NOT NULL,
  epoch integer NOT NULL DEFAULT 1,
  size bigint NOT NULL,
  root bytea NOT NULL,
  sealed_at timestamptz(3) NOT NULL,
  CONSTRAINT trees_pkey PRIMARY KEY (organization_id)
) WITH (fillfactor = 50)`;

/** Tiles of C2SP tlog-tiles: up to 256 hashes, 32 bytes each, one behind the other. Only the last one of a level is not full. */
const TILES = `CREATE TABLE tree_tiles (
  organization_id uuid NOT NULL,
  level smallint NOT NULL,
  index bigint NOT NULL,
  hashes bytea NOT NULL,
  CONSTRAINT tree_tiles_pkey PRIMARY KEY (organization_id, level, index),
  CONSTRAINT tree_tiles_length_check CHECK (length(hashes) BETWEEN 32 AND 8192 AND length(hashes) % 32 = 0)
)`;

/** The notes that were signed, thinned out with age: any older state can be shown by a consistency proof. */
const CHECKPOINTS = `CREATE TABLE checkpoints (
  organization_id uuid NOT NULL,
  size bigint NOT NULL,
  signed_at timestamptz(3) NOT NULL,
  epoch integer NOT NULL,
  root bytea NOT NULL,
  note text NOT NULL,
  CONSTRAINT checkpoints_pkey PRIMARY KEY (organization_id, epoch, size, signed_at)
)`;
