import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToSteward, openToSteward, protect, run } from './support';

/** How long each organization keeps its events, and the arithmetic of the day they are dropped. */
export class CreateRetentionPolicies1795200000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE retention_policies (
         organization_id uuid NOT NULL,
         default_days integer,
         rules jsonb NOT NULL DEFAULT '[]',
         floor_days integer,
         preset text NOT NULL DEFAULT 'custom',
         erasure_allowed boolean NOT NULL DEFAULT true,
         archive boolean NOT NULL DEFAULT false,
         version bigint NOT NULL,
         updated_at timestamptz(3) NOT NULL,
         CONSTRAINT retention_policies_pkey PRIMARY KEY (organization_id),
         CONSTRAINT retention_policies_organization_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
         CONSTRAINT retention_policies_default_days_check CHECK (default_days BETWEEN 1 AND 3650)
       )`,
    );
    await protect(runner, 'retention_policies', 'SELECT, INSERT, UPDATE');
    await openToSteward(runner, 'retention_policies', 'SELECT');
    await run(runner, DAYS, EXPIRES_ON, LENGTHS);
    await giveToSteward(runner, 'retention_lengths_in_force()');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      'DROP FUNCTION retention_lengths_in_force()',
      'DROP FUNCTION retention_expires_on(timestamptz, integer)',
      'DROP FUNCTION retention_days(retention_policies, text, text)',
      'DROP TABLE retention_policies',
    );
  }
}

/** How many days a policy keeps an event; null for ever, as without a policy. Rules and floors will be asked here. */
const DAYS = `CREATE FUNCTION retention_days(p_policy retention_policies, p_source text, p_category text) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT (p_policy).default_days $$`;

/** The same as `expiresOn()` of src/modules/retention/policy/expires-on.ts; a test holds them together. No SET, so that it is inlined. */
const EXPIRES_ON = `CREATE FUNCTION retention_expires_on(p_occurred_at timestamptz, p_days integer) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN p_days IS NULL THEN (date_trunc('month', p_occurred_at AT TIME ZONE 'UTC') + interval '1000 years')::date
    WHEN p_days <= 31 THEN (p_occurred_at AT TIME ZONE 'UTC')::date + p_days
    WHEN p_days <= 366 THEN (p_occurred_at AT TIME ZONE 'UTC')::date + p_days
      + (8 - extract(isodow FROM (p_occurred_at AT TIME ZONE 'UTC')::date + p_days)::integer) % 7
    ELSE (date_trunc('month', ((p_occurred_at AT TIME ZONE 'UTC')::date + p_days)::timestamp) + interval '1 month')::date
  END
$$`;

/** All numbers of days that any organization's events are kept; null (for ever) is always among them. */
const LENGTHS = `CREATE FUNCTION retention_lengths_in_force() RETURNS TABLE (days integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT NULL::integer UNION SELECT default_days FROM retention_policies
$$`;
