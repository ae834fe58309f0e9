import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToSteward, openToSteward, protect, run } from './support';

/** The public addresses of trees, and the index by which a purged event is found. */
export class CreateLogCapabilities1795200000820 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      CAPABILITIES,
      'CREATE UNIQUE INDEX log_capabilities_token_key ON log_capabilities (token_hash)',
      'CREATE INDEX purged_leaves_sequence_idx ON purged_leaves (organization_id, first_sequence)',
    );
    await protect(runner, 'log_capabilities', 'SELECT, INSERT, UPDATE, DELETE');
    await openToSteward(runner, 'log_capabilities', 'SELECT');
    await run(runner, BY_TOKEN);
    await giveToSteward(runner, 'log_by_capability(bytea)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      'DROP FUNCTION log_by_capability(bytea)',
      'DROP INDEX purged_leaves_sequence_idx',
      'DROP TABLE log_capabilities',
    );
  }
}

/**
 * One for each log at most. Of the secret in the address the SHA-256 is kept (A24); `created_by` is an account. It is the address of one
 * epoch: after a restore the tiles may be others, and these are cached for ever.
 */
const CAPABILITIES = `CREATE TABLE log_capabilities (
  organization_id uuid NOT NULL,
  token_hash bytea NOT NULL,
  epoch integer NOT NULL,
  created_at timestamptz(3) NOT NULL,
  created_by uuid NOT NULL,
  CONSTRAINT log_capabilities_pkey PRIMARY KEY (organization_id),
  CONSTRAINT log_capabilities_organization_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id)
)`;

const BY_TOKEN = `CREATE FUNCTION log_by_capability(p_token_hash bytea) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.organization_id FROM log_capabilities c JOIN trees t ON t.organization_id = c.organization_id AND t.epoch = c.epoch
   WHERE c.token_hash = p_token_hash
$$`;
