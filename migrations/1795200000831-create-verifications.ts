import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToSteward, openToSteward, protect, run } from './support';

const STEWARDS = [
  'logs_to_look_over(timestamptz, integer)',
  'logs_to_walk(timestamptz, integer)',
  'verification_state()',
];

/** How far each log has been verified, and what was found. */
export class CreateVerifications1795200000831 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, VERIFICATIONS);
    await protect(runner, 'verifications', 'SELECT, INSERT, UPDATE');
    await openToSteward(runner, 'verifications', 'SELECT');
    await run(runner, TO_LOOK_OVER, TO_WALK, STATE);
    for (const signature of STEWARDS) await giveToSteward(runner, signature);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      ...STEWARDS.map((signature) => `DROP FUNCTION ${signature}`),
      'DROP TABLE verifications',
    );
  }
}

/**
 * `newest…` is the look over the last events, `whole…` the last complete walk, each with its result as the API shows it; `walk` is where one
 * that is under way has come to. `told`: what the log has been told of, by key. `requested_at`: somebody wants one now.
 */
const VERIFICATIONS = `CREATE TABLE verifications (
  organization_id uuid NOT NULL,
  first_at timestamptz(3) NOT NULL,
  newest_at timestamptz(3),
  newest_through bigint NOT NULL DEFAULT 0,
  newest jsonb,
  whole_at timestamptz(3),
  whole jsonb,
  walk jsonb,
  walk_started_at timestamptz(3),
  walk_last bigint,
  requested_at timestamptz(3),
  told text[] NOT NULL DEFAULT '{}',
  findings integer NOT NULL DEFAULT 0,
  CONSTRAINT verifications_pkey PRIMARY KEY (organization_id)
)`;

const STAYS =
  "NOT EXISTS (SELECT FROM organization_deletions d WHERE d.organization_id = h.organization_id AND d.state = 'running')";

/** Logs that have grown since they were looked over, those first that have waited longest. A moment that lies ahead is no excuse, here and below. */
const TO_LOOK_OVER = `CREATE FUNCTION logs_to_look_over(p_before timestamptz, p_limit integer) RETURNS TABLE (organization_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT h.organization_id FROM log_heads h LEFT JOIN verifications v ON v.organization_id = h.organization_id
   WHERE h.last_sequence > 0 AND (v.newest_at IS NULL OR v.newest_at > p_before + interval '10 minutes' OR (v.newest_at <= p_before AND h.last_sequence <> v.newest_through)) AND ${STAYS}
   ORDER BY v.newest_at NULLS FIRST, h.organization_id LIMIT p_limit
$$`;

/** Logs that somebody wants verified, whose walk is under way, or whose last one is older than a moment; in this order. */
const TO_WALK = `CREATE FUNCTION logs_to_walk(p_before timestamptz, p_limit integer) RETURNS TABLE (organization_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT h.organization_id FROM log_heads h LEFT JOIN verifications v ON v.organization_id = h.organization_id
   WHERE h.last_sequence > 0 AND ${STAYS}
     AND (v.requested_at IS NOT NULL OR v.walk_started_at IS NOT NULL OR v.whole_at IS NULL OR v.whole_at <= p_before OR v.whole_at > p_before + interval '25 hours')
   ORDER BY v.requested_at IS NULL, v.walk_started_at IS NULL, v.whole_at NULLS FIRST, h.organization_id LIMIT p_limit
$$`;

/** Of all logs: how many have findings, how many findings, and since when the longest has not been verified wholly. */
const STATE = `CREATE FUNCTION verification_state() RETURNS TABLE (logs bigint, findings bigint, oldest_whole_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT count(*) FILTER (WHERE v.findings > 0), coalesce(sum(v.findings), 0), min(coalesce(v.whole_at, v.first_at)) FROM verifications v
$$`;
