import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToSteward, openToSteward, protect, run } from './support';

/**
 * How far each organization's log has been held against its rules; who holds the row is at it. `introduced` lists the templates
 * that the organization has been given: one that it deleted does not come back.
 */
export class CreateAlertProgress1795200000172 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE alert_progress (
         organization_id uuid NOT NULL,
         position bigint NOT NULL,
         introduced text[] NOT NULL DEFAULT '{}',
         evaluated_at timestamptz(3) NOT NULL,
         CONSTRAINT alert_progress_pkey PRIMARY KEY (organization_id),
         CONSTRAINT alert_progress_organization_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id)
       )`,
    );
    await protect(runner, 'alert_progress', 'SELECT, INSERT, UPDATE');
    for (const table of ['alert_progress', 'alert_rules']) await openToSteward(runner, table, 'SELECT');
    await run(runner, DUE);
    await giveToSteward(runner, SIGNATURE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `DROP FUNCTION ${SIGNATURE}`,
      'DROP POLICY alert_rules_of_steward ON alert_rules',
      'DROP TABLE alert_progress',
    );
  }
}

const SIGNATURE = 'organizations_with_alerts_due(timestamptz, integer)';

/** Whose logs have grown since they were looked at, or who waits for mail; those that have waited longest first. The platform has no rules: nobody could change them. */
const DUE = `CREATE FUNCTION organizations_with_alerts_due(p_now timestamptz, p_limit integer) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT o.id FROM organizations o
    JOIN log_heads h ON h.organization_id = o.id
    LEFT JOIN alert_progress p ON p.organization_id = o.id
   WHERE o.id <> '00000000-0000-0000-0000-000000000000' AND (p.organization_id IS NULL OR h.last_sequence > p.position
      OR o.id IN (SELECT r.organization_id FROM alert_rules r
                   WHERE r.unmailed > 0 AND r.enabled AND r.mail_to IS NOT NULL AND r.mailed_at <= p_now - interval '1 hour'))
   ORDER BY p.evaluated_at NULLS FIRST, o.id
   LIMIT p_limit
$$`;
