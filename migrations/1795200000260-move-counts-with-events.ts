import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support';

/** `move_events()` takes along what has been counted of the rows that move. */
export class MoveCountsWithEvents1795200000260 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, moveEvents(WITH_COUNTS));
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, moveEvents(WITHOUT_COUNTS));
  }
}

/**
 * Moves events between partitions and tells both, so that a purge of either notices. One mover an organization at a time;
 * the versions last, because their rows are everybody's. DY003: a home is missing, call open_homes() and come again.
 */
const moveEvents = (
  move: string,
): string => `CREATE OR REPLACE FUNCTION move_events(p_date date, p_sequences bigint[], p_targets date[], p_days date[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  v_counted_to bigint;
  v_sequences bigint[];
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('daybook.moves:' || current_organization_id(), 0));
  IF EXISTS (
    SELECT FROM (SELECT target, min(day) AS first_day, max(day) AS last_day FROM unnest(p_targets, p_days) AS m (target, day) GROUP BY target) n
     WHERE NOT EXISTS (SELECT FROM event_homes h WHERE h.organization_id = current_organization_id() AND h.expires_on = n.target
                          AND h.first_day <= n.first_day AND h.last_day >= n.last_day)) THEN
    RAISE EXCEPTION 'events of % have no home yet', p_date USING ERRCODE = 'DY003';
  END IF;
  ${move}
  PERFORM FROM event_partitions WHERE expires_on = p_date OR expires_on = ANY (p_targets) ORDER BY expires_on FOR UPDATE;
  UPDATE event_partitions SET version = version + 1 WHERE expires_on = p_date OR expires_on = ANY (p_targets);
END
$$`;

const UPDATE = `UPDATE events e SET expires_on = m.target
    FROM unnest(p_sequences, p_targets) AS m (sequence, target)
   WHERE e.organization_id = current_organization_id() AND e.expires_on = p_date AND e.sequence = m.sequence`;

const WITHOUT_COUNTS = `${UPDATE};`;

/** The head first: from here on nothing is counted until the move has committed. Only rows that really moved are taken along. */
const WITH_COUNTS = `v_counted_to := lock_count_head();
  WITH moved AS (${UPDATE} RETURNING e.sequence)
  SELECT array_agg(m.sequence) INTO v_sequences FROM moved m;
  PERFORM move_counts(p_date, v_sequences, p_targets, v_counted_to);`;
