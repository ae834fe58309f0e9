import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect, run } from './support';

/**
 * What rules have found. `rule` is the rule as it was; an alert outlives it. `group_key` is a digest: who or what it was about
 * is read from the log, so that nothing of a person stays here when they are erased there. `last_sequence` is the highest that
 * has been counted.
 */
export class CreateAlerts1795200000171 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE alerts (
         organization_id uuid NOT NULL,
         id uuid NOT NULL,
         rule_id uuid NOT NULL,
         rule jsonb NOT NULL,
         severity text NOT NULL,
         state text NOT NULL,
         group_key text NOT NULL,
         count integer NOT NULL,
         first_at timestamptz(3) NOT NULL,
         last_at timestamptz(3) NOT NULL,
         last_sequence bigint NOT NULL,
         events jsonb NOT NULL,
         raised_at timestamptz(3) NOT NULL,
         assignee_id uuid,
         assigned_at timestamptz(3),
         assigned_by jsonb,
         closed_at timestamptz(3),
         closed_by jsonb,
         verdict text,
         note text,
         CONSTRAINT alerts_pkey PRIMARY KEY (organization_id, id),
         CONSTRAINT alerts_organization_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
         CONSTRAINT alerts_severity_check CHECK (severity IN ('low', 'medium', 'high')),
         CONSTRAINT alerts_state_check CHECK (state IN ('open', 'assigned', 'closed')),
         CONSTRAINT alerts_verdict_check CHECK (verdict IN ('expected', 'resolved', 'false_alarm')),
         CONSTRAINT alerts_closed_check CHECK ((state = 'closed') = (closed_at IS NOT NULL AND verdict IS NOT NULL))
       )`,
      `CREATE INDEX alerts_group_idx ON alerts (organization_id, rule_id, group_key, last_at)`,
      `CREATE INDEX alerts_state_idx ON alerts (organization_id, state, id)`,
    );
    await protect(runner, 'alerts', 'SELECT, INSERT, UPDATE');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP TABLE alerts');
  }
}
