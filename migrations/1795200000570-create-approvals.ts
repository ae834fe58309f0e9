import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect, run } from './support';

/** What one person asked for and another has to agree to, or time. */
export class CreateApprovals1795200000570 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      APPROVALS,
      `CREATE UNIQUE INDEX approvals_open_key ON approvals (organization_id, kind, resource_id) WHERE state IN ('pending', 'approved')`,
    );
    await protect(runner, 'approvals', 'SELECT, INSERT, UPDATE');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP TABLE approvals');
  }
}

/** `second_person`: there was one when it was asked for, so one must agree. Nothing is done before `not_before`. */
const APPROVALS = `CREATE TABLE approvals (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  resource_id text NOT NULL,
  what text NOT NULL,
  reason text NOT NULL,
  permission text NOT NULL,
  requested_by jsonb NOT NULL,
  requested_at timestamptz(3) NOT NULL,
  second_person boolean NOT NULL,
  not_before timestamptz(3) NOT NULL,
  lapses_at timestamptz(3) NOT NULL,
  state text NOT NULL,
  decided_by jsonb,
  decided_at timestamptz(3),
  CONSTRAINT approvals_pkey PRIMARY KEY (organization_id, id),
  CONSTRAINT approvals_organization_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT approvals_state_check CHECK (state IN ('pending', 'approved', 'refused', 'withdrawn', 'done', 'lapsed'))
)`;
