import type { MigrationInterface, QueryRunner } from 'typeorm';
import { openToSteward, protect, run } from './support';

/** What went, and what is left of it: a record a date, and the leaf hashes of its events. */
export class CreatePurges1795200000210 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      PURGES,
      'CREATE INDEX purges_open_idx ON purges (expires_on) WHERE purged_at IS NULL',
      LEAVES,
    );
    await protect(runner, 'purges', 'SELECT, INSERT, UPDATE');
    await protect(runner, 'purged_leaves', 'SELECT');
    await openToSteward(runner, 'purges', 'SELECT');
    await openToSteward(runner, 'event_homes', 'SELECT, DELETE');
    await run(
      runner,
      'CREATE INDEX event_homes_date_idx ON event_homes (expires_on)',
      'GRANT SELECT ON event_partitions TO daybook_steward',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      'DROP INDEX event_homes_date_idx',
      'DROP POLICY event_homes_of_steward ON event_homes',
      'DROP TABLE purged_leaves',
      'DROP TABLE purges',
    );
  }
}

/** Written before the partition is dropped (the intent), completed after. `ranges` is JCS: [[from, to], …] of sequences; `held` is how many events holds kept. */
const PURGES = `CREATE TABLE purges (
  organization_id uuid NOT NULL,
  expires_on date NOT NULL,
  policy_version bigint NOT NULL,
  events bigint NOT NULL,
  held bigint NOT NULL DEFAULT 0,
  first_occurred_at timestamptz(3),
  last_occurred_at timestamptz(3),
  range_count integer NOT NULL,
  ranges text NOT NULL,
  ranges_sha256 text NOT NULL,
  started_at timestamptz(3) NOT NULL,
  purged_at timestamptz(3),
  CONSTRAINT purges_pkey PRIMARY KEY (organization_id, expires_on)
)`;

/** The leaf hashes of consecutive purged events, 32 bytes each, at most 1,024 in a row (docs/adr). */
const LEAVES = `CREATE TABLE purged_leaves (
  organization_id uuid NOT NULL,
  expires_on date NOT NULL,
  first_sequence bigint NOT NULL,
  last_sequence bigint NOT NULL,
  hashes bytea NOT NULL,
  CONSTRAINT purged_leaves_pkey PRIMARY KEY (organization_id, expires_on, first_sequence),
  CONSTRAINT purged_leaves_length_check CHECK (length(hashes) = 32 * (last_sequence - first_sequence + 1))
)`;
