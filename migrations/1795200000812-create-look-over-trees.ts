import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToApplication, giveToSteward, run } from './support';

const STEWARDS = [
  'logs_to_seal(timestamptz, timestamptz, timestamptz, uuid, integer)',
  'tree_states(uuid, integer)',
  'sealing_state(timestamptz)',
];
const THIN = 'thin_checkpoints(timestamptz, integer)';
const ANCHORED = 'is_anchored(uuid, bigint, timestamptz)';

/** The questions across all logs that sealing asks, and the thinning of old checkpoints. */
export class CreateLookOverTrees1795200000812 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, DUE, STATES, SEALING_STATE, IS_ANCHORED, THINNING);
    for (const signature of STEWARDS) await giveToSteward(runner, signature);
    for (const signature of [ANCHORED, THIN]) await giveToApplication(runner, signature);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ...[THIN, ANCHORED, ...STEWARDS].map((signature) => `DROP FUNCTION ${signature}`));
  }
}

const NOT_LEAVING =
  "NOT EXISTS (SELECT FROM organization_deletions d WHERE d.organization_id = h.organization_id AND d.state = 'running')";

/**
 * Logs to be sealed, in the order of their ids: with unsealed events and last sealed before `p_due`, or last sealed before `p_idle`; those
 * that were refused only if that was before `p_again`. A moment that lies ahead counts for nothing: the clock was set back, or somebody wrote it
 * there to have a log left alone.
 */
const DUE = `CREATE FUNCTION logs_to_seal(p_due timestamptz, p_idle timestamptz, p_again timestamptz, p_after uuid, p_limit integer)
RETURNS TABLE (organization_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT h.organization_id
    FROM log_heads h LEFT JOIN trees t ON t.organization_id = h.organization_id
   WHERE (p_after IS NULL OR h.organization_id > p_after) AND h.last_sequence > 0
     AND (t.organization_id IS NULL OR (h.last_sequence <> t.size AND t.sealed_at <= p_due) OR t.sealed_at <= p_idle OR t.sealed_at > p_due + interval '1 minute')
     AND (t.refused_at IS NULL OR t.refused_at <= p_again OR t.refused_at > p_due + interval '1 minute') AND ${NOT_LEAVING}
   ORDER BY h.organization_id LIMIT p_limit
$$`;

/** How far each log is sealed, and how far it goes; to be held against what the sealer remembers. */
const STATES = `CREATE FUNCTION tree_states(p_after uuid, p_limit integer)
RETURNS TABLE (organization_id uuid, epoch integer, size bigint, root bytea, last_sequence bigint, refused boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT h.organization_id, coalesce(t.epoch, 1), coalesce(t.size, 0), coalesce(t.root, sha256('')), h.last_sequence, t.refusal IS NOT NULL
    FROM log_heads h LEFT JOIN trees t ON t.organization_id = h.organization_id
   WHERE (p_after IS NULL OR h.organization_id > p_after) AND ${NOT_LEAVING}
   ORDER BY h.organization_id LIMIT p_limit
$$`;

/**
 * How many logs are refused, the first three of them with the reason, and since when the oldest event waits that could be sealed (null: none
 * does). Logs that were sealed after `p_before` cannot have any that is older; of the others it looks at the twenty that wait longest.
 */
const SEALING_STATE = `CREATE FUNCTION sealing_state(p_before timestamptz, OUT refused integer, OUT refusals text[], OUT waiting_since timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  v_log record;
  v_homes date[];
  v_at timestamptz;
BEGIN
  SELECT count(*)::integer, (array_agg(t.organization_id || ': ' || t.refusal ORDER BY t.refused_at, t.organization_id))[1:3]
    INTO refused, refusals FROM trees t WHERE t.refusal IS NOT NULL;
  FOR v_log IN
    SELECT h.organization_id, coalesce(t.size, 0) + 1 AS sequence
      FROM log_heads h LEFT JOIN trees t ON t.organization_id = h.organization_id
     WHERE h.last_sequence > coalesce(t.size, 0) AND t.refusal IS NULL AND coalesce(t.sealed_at, 'epoch') NOT BETWEEN p_before AND p_before + interval '1 minute' AND ${NOT_LEAVING}
     ORDER BY t.sealed_at NULLS FIRST LIMIT 20
  LOOP
    v_homes := ARRAY(SELECT x.expires_on FROM event_homes x WHERE x.organization_id = v_log.organization_id);
    SELECT e.recorded_at INTO v_at FROM events e
     WHERE e.organization_id = v_log.organization_id AND e.sequence = v_log.sequence AND e.expires_on = ANY (v_homes);
    waiting_since := least(waiting_since, v_at);
  END LOOP;
END
$$`;

/** Whether a checkpoint is named outside. Whoever keeps anchors replaces it. */
const IS_ANCHORED = `CREATE FUNCTION is_anchored(p_organization_id uuid, p_size bigint, p_signed_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$ SELECT false $$`;

/**
 * Of the entered organization's checkpoints keeps all of the last 24 hours, the last of each hour for 30 days, the last of each day (UTC)
 * before that, and what is anchored. Deletes at most so many; returns how many.
 */
const THINNING = `CREATE FUNCTION thin_checkpoints(p_now timestamptz, p_limit integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  v_deleted integer;
BEGIN
  DELETE FROM checkpoints c
   USING (SELECT o.size, o.signed_at
            FROM (SELECT k.size, k.signed_at, lead(k.signed_at) OVER (PARTITION BY k.epoch ORDER BY k.signed_at, k.size) AS next_at
                    FROM checkpoints k
                   WHERE k.organization_id = current_organization_id() AND k.signed_at < p_now - interval '24 hours') o
           WHERE CASE WHEN o.signed_at < p_now - interval '30 days' THEN date_trunc('day', o.signed_at) = date_trunc('day', o.next_at)
                      ELSE date_trunc('hour', o.signed_at) = date_trunc('hour', o.next_at) END
             AND NOT is_anchored(current_organization_id(), o.size, o.signed_at)
           LIMIT p_limit) x
   WHERE c.organization_id = current_organization_id() AND c.size = x.size AND c.signed_at = x.signed_at;
  GET DIAGNOSTICS v_deleted = ROW_COUNT;
  RETURN v_deleted;
END
$$`;
