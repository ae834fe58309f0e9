import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToSteward, openToSteward, protect, run } from './support';

/** Every policy that was ever in force, and the changes that wait for a second person and for their day. */
export class CreateRetentionPolicyChanges1795200000205 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      VERSIONS,
      CHANGES,
      `CREATE UNIQUE INDEX retention_policy_changes_waiting_key ON retention_policy_changes (organization_id) WHERE state = 'waiting'`,
      `CREATE INDEX retention_policy_changes_due_idx ON retention_policy_changes (not_before) WHERE state = 'waiting'`,
    );
    await protect(runner, 'retention_policy_versions', 'SELECT, INSERT');
    await protect(runner, 'retention_policy_changes', 'SELECT, INSERT, UPDATE');
    await openToSteward(runner, 'retention_policy_changes', 'SELECT');
    await run(runner, DUE);
    await giveToSteward(runner, 'due_policy_changes(timestamptz)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      'DROP FUNCTION due_policy_changes(timestamptz)',
      'DROP TABLE retention_policy_changes',
      'DROP TABLE retention_policy_versions',
    );
  }
}

/** `policy` as the API shows it; who changed it, who agreed, and why. A purge names the version it was done under. */
const VERSIONS = `CREATE TABLE retention_policy_versions (
  organization_id uuid NOT NULL,
  version bigint NOT NULL,
  policy jsonb NOT NULL,
  changed_at timestamptz(3) NOT NULL,
  changed_by jsonb NOT NULL,
  approved_by jsonb,
  reason text,
  CONSTRAINT retention_policy_versions_pkey PRIMARY KEY (organization_id, version)
)`;

/**
 * `base` is the policy in force when it was asked for: the change is made only if it still means the same. At most one waits.
 * The request for approval has the change's id as its resource.
 */
const CHANGES = `CREATE TABLE retention_policy_changes (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  base jsonb NOT NULL,
  policy jsonb NOT NULL,
  weakens jsonb NOT NULL,
  reason text NOT NULL,
  preview jsonb,
  requested_at timestamptz(3) NOT NULL,
  not_before timestamptz(3) NOT NULL,
  state text NOT NULL,
  ended_at timestamptz(3),
  CONSTRAINT retention_policy_changes_pkey PRIMARY KEY (organization_id, id),
  CONSTRAINT retention_policy_changes_organization_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT retention_policy_changes_state_check CHECK (state IN ('waiting', 'made', 'withdrawn', 'refused', 'lapsed', 'overtaken'))
)`;

/** Changes whose wait is over, whether or not somebody has agreed: each is looked at in its own organization. */
const DUE = `CREATE FUNCTION due_policy_changes(p_now timestamptz) RETURNS TABLE (organization_id uuid, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.organization_id, c.id FROM retention_policy_changes c WHERE c.state = 'waiting' AND c.not_before <= p_now ORDER BY c.not_before
$$`;
