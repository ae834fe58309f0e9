import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect, run } from './support';

/**
 * What to watch for in the log. `query` holds the parameters of `GET /v1/events` without a range. Only events above
 * `since_sequence` count: those recorded since the rule was switched on or last changed. `unmailed` alerts wait for the hour
 * after `mailed_at` to pass.
 */
export class CreateAlertRules1795200000170 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE alert_rules (
         organization_id uuid NOT NULL,
         id uuid NOT NULL,
         name text NOT NULL,
         template text,
         query jsonb NOT NULL,
         threshold integer NOT NULL,
         window_minutes integer NOT NULL,
         group_by text NOT NULL,
         severity text NOT NULL,
         mail_to jsonb,
         enabled boolean NOT NULL,
         since_sequence bigint NOT NULL,
         unmailed integer NOT NULL DEFAULT 0,
         mailed_at timestamptz(3),
         created_at timestamptz(3) NOT NULL,
         created_by jsonb NOT NULL,
         updated_at timestamptz(3) NOT NULL,
         CONSTRAINT alert_rules_pkey PRIMARY KEY (organization_id, id),
         CONSTRAINT alert_rules_organization_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
         CONSTRAINT alert_rules_threshold_check CHECK (threshold >= 1),
         CONSTRAINT alert_rules_window_check CHECK (window_minutes BETWEEN 1 AND 10080),
         CONSTRAINT alert_rules_group_check CHECK (group_by IN ('none', 'actor', 'ip', 'resource', 'subject')),
         CONSTRAINT alert_rules_severity_check CHECK (severity IN ('low', 'medium', 'high'))
       )`,
      `CREATE INDEX alert_rules_unmailed_idx ON alert_rules (mailed_at) WHERE unmailed > 0`,
    );
    await protect(runner, 'alert_rules', 'SELECT, INSERT, UPDATE, DELETE');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP TABLE alert_rules');
  }
}
