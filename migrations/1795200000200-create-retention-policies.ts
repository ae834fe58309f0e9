import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToSteward, openToSteward, protect, run } from './support';

/** How long each organization keeps its events, and the arithmetic of the day they are dropped. */
export class CreateRetentionPolicies1795200000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, RULE_DAYS, POLICIES);
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
      'DROP FUNCTION retention_rule_days(jsonb, text)',
    );
  }
}

/** What the rules say of each source, or of each category: `{"api": 30, "ehr": null}`. */
const RULE_DAYS = `CREATE FUNCTION retention_rule_days(p_rules jsonb, p_member text) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(jsonb_object_agg(r.rule ->> p_member, r.rule -> 'days'), '{}') FROM jsonb_array_elements(p_rules) AS r (rule) WHERE r.rule ? p_member
$$`;

/** `rules` is the truth; the two columns made of it are what every row of a purge is asked by. No preset falls below its own floor. */
const POLICIES = `CREATE TABLE retention_policies (
  organization_id uuid NOT NULL,
  default_days integer,
  rules jsonb NOT NULL DEFAULT '[]',
  floor_days integer,
  preset text NOT NULL DEFAULT 'custom',
  erasure_allowed boolean NOT NULL DEFAULT true,
  archive boolean NOT NULL DEFAULT false,
  version bigint NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  source_days jsonb NOT NULL GENERATED ALWAYS AS (retention_rule_days(rules, 'source')) STORED,
  category_days jsonb NOT NULL GENERATED ALWAYS AS (retention_rule_days(rules, 'category')) STORED,
  CONSTRAINT retention_policies_pkey PRIMARY KEY (organization_id),
  CONSTRAINT retention_policies_organization_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT retention_policies_default_days_check CHECK (default_days BETWEEN 1 AND 3650),
  CONSTRAINT retention_policies_floor_days_check CHECK (floor_days BETWEEN 1 AND 3650),
  CONSTRAINT retention_policies_preset_check CHECK (CASE preset
    WHEN 'hipaa' THEN coalesce(floor_days, 0) >= 2190 AND NOT erasure_allowed
    WHEN 'pci' THEN coalesce(floor_days, 0) >= 365
    ELSE preset = 'custom' END)
)`;

/**
 * How many days a policy keeps an event; null for ever, as without a policy. Of all rules that apply the longest counts, else the
 * default; never less than the floor. The same as `daysFor()` of src/modules/retention/policy/days-for.ts; a test holds them
 * together. One expression without a sub-query, so that it is inlined.
 */
const DAYS = `CREATE FUNCTION retention_days(p_policy retention_policies, p_source text, p_category text) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN coalesce((p_policy).source_days -> p_source, (p_policy).category_days -> p_category) IS NULL
      THEN CASE WHEN (p_policy).default_days IS NOT NULL THEN greatest((p_policy).default_days, (p_policy).floor_days) END
    WHEN (p_policy).source_days -> p_source = 'null' OR (p_policy).category_days -> p_category = 'null' THEN NULL
    ELSE greatest(((p_policy).source_days ->> p_source)::integer, ((p_policy).category_days ->> p_category)::integer, (p_policy).floor_days)
  END
$$`;

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
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT NULL::integer
  UNION
  SELECT CASE WHEN p.default_days IS NOT NULL THEN greatest(p.default_days, p.floor_days) END FROM retention_policies p
  UNION
  SELECT greatest((r.rule ->> 'days')::integer, p.floor_days)
    FROM retention_policies p, jsonb_array_elements(p.rules) AS r (rule) WHERE r.rule ->> 'days' IS NOT NULL
$$`;
