import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToApplication, run } from './support';

const OWN = [
  'open_homes(jsonb)',
  'settle_events(date, bigint, integer, date, bigint[])',
  'forget_empty_home(date)',
  'reset_purge(date)',
];
const PLAIN = [
  'wanted_homes(date, date, boolean)',
  'retention_target(date, date, date, date)',
  'first_open_date(date)',
];

/** Moving events to the date that today's policy gives them, in batches, under the organization that was entered. */
export class CreateSettleEvents1795200000220 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, FIRST_OPEN, TARGET, WANTED, OPEN_HOMES, MOVE, SETTLE, FORGET_HOME, RESET);
    await run(runner, 'REVOKE ALL ON FUNCTION move_events(date, bigint[], date[], date[]) FROM PUBLIC');
    for (const signature of OWN) await giveToApplication(runner, signature);
  }

  async down(runner: QueryRunner): Promise<void> {
    const all = [...OWN, 'move_events(date, bigint[], date[], date[])', ...PLAIN];
    await run(runner, ...all.map((signature) => `DROP FUNCTION ${signature}`));
  }
}

/** Nothing can be moved to a date before this: the day has passed, or the date has been dropped. */
const FIRST_OPEN = `CREATE FUNCTION first_open_date(p_today date) RETURNS date
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT greatest(p_today, (SELECT max(expires_on) + 1 FROM event_partitions WHERE dropped_at IS NOT NULL))
$$`;

/**
 * Where an event of the partition `p_date` belongs that today's policy keeps until `p_wanted`; null when it stays. A date
 * that has passed gives up only what is still kept; any other gives up what is to go earlier, and infinity everything.
 */
const TARGET = `CREATE FUNCTION retention_target(p_wanted date, p_date date, p_today date, p_floor date) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN p_date < p_today THEN CASE WHEN p_wanted >= p_today THEN greatest(p_wanted, p_floor) END
    WHEN greatest(p_wanted, p_floor) < p_date THEN greatest(p_wanted, p_floor)
  END
$$`;

/**
 * The homes that the events of a date will need; runs as the caller. `p_held`: holds keep some of them; which ones is not asked
 * again, so the home of what they keep has room for all.
 */
const WANTED = `CREATE FUNCTION wanted_homes(p_date date, p_today date, p_held boolean) RETURNS TABLE (expires_on date, first_day date, last_day date)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
  SELECT t.target, min(t.day), max(t.day)
    FROM (SELECT (e.occurred_at AT TIME ZONE 'UTC')::date AS day,
                 retention_target(retention_expires_on(e.occurred_at, retention_days(p, e.source, e.category)), p_date, p_today, f.floor) AS target
            FROM events e
            LEFT JOIN retention_policies p ON p.organization_id = e.organization_id
            CROSS JOIN first_open_date(p_today) AS f (floor)
           WHERE e.organization_id = current_organization_id() AND e.expires_on = p_date) t
   WHERE t.target IS NOT NULL
   GROUP BY t.target
  UNION ALL
  SELECT 'infinity', min((e.occurred_at AT TIME ZONE 'UTC')::date), max((e.occurred_at AT TIME ZONE 'UTC')::date)
    FROM events e
   WHERE p_held AND e.organization_id = current_organization_id() AND e.expires_on = p_date
  HAVING count(*) > 0
$$`;

/** In a transaction of its own before any move, so that no append waits for a batch because both need the same row. */
const OPEN_HOMES = `CREATE FUNCTION open_homes(p_homes jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO event_homes AS h (organization_id, expires_on, first_day, last_day)
  SELECT current_organization_id(), n.expires_on, n.first_day, n.last_day
    FROM jsonb_to_recordset(p_homes) AS n (expires_on date, first_day date, last_day date)
    JOIN event_partitions p ON p.expires_on = n.expires_on AND p.dropped_at IS NULL
   ORDER BY n.expires_on
  ON CONFLICT (organization_id, expires_on) DO UPDATE
    SET first_day = least(h.first_day, excluded.first_day), last_day = greatest(h.last_day, excluded.last_day)
$$`;

/**
 * Moves events between partitions and tells both, so that a purge of either notices. One mover an organization at a time;
 * the versions last, because their rows are everybody's. The head of the counts before the rows: from there on nothing is
 * counted until the move has committed. DY003: a home is missing, call open_homes() and come again.
 */
const MOVE = `CREATE FUNCTION move_events(p_date date, p_sequences bigint[], p_targets date[], p_days date[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
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
  v_counted_to := lock_count_head();
  WITH moved AS (
    UPDATE events e SET expires_on = m.target
      FROM unnest(p_sequences, p_targets) AS m (sequence, target)
     WHERE e.organization_id = current_organization_id() AND e.expires_on = p_date AND e.sequence = m.sequence
    RETURNING e.sequence)
  SELECT array_agg(m.sequence) INTO v_sequences FROM moved m;
  PERFORM move_counts(p_date, v_sequences, p_targets, v_counted_to);
  PERFORM FROM event_partitions WHERE expires_on = p_date OR expires_on = ANY (p_targets) ORDER BY expires_on FOR UPDATE;
  UPDATE event_partitions SET version = version + 1 WHERE expires_on = p_date OR expires_on = ANY (p_targets);
END
$$`;

/**
 * One window of a date, by sequence: moves what today's policy gives another date, and what is held (`p_held`, asked for in
 * this transaction under the head of the holds) of a date that has passed to infinity; of the rest, when the date has passed,
 * keeps the leaf hashes. What is held stays at infinity. `last_sequence` is where the next window begins; null when there was
 * nothing more. `moved` includes `held`.
 */
const SETTLE = `CREATE FUNCTION settle_events(p_date date, p_after bigint, p_window integer, p_today date, p_held bigint[])
RETURNS TABLE (last_sequence bigint, examined integer, moved integer, held integer, first_occurred_at timestamptz, last_occurred_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  v_organization uuid := current_organization_id();
  v_floor date := first_open_date(p_today);
  v_policy retention_policies;
  v_sequences bigint[];
  v_targets date[];
  v_days date[];
BEGIN
  SELECT * INTO v_policy FROM retention_policies p WHERE p.organization_id = v_organization;
  WITH event AS MATERIALIZED (
    SELECT t.sequence, t.occurred_at, t.leaf_hash,
           CASE WHEN NOT t.sequence = ANY (p_held) THEN t.target
                WHEN p_date < p_today THEN coalesce(t.target, 'infinity') END AS target
      FROM (SELECT e.sequence, e.occurred_at, e.leaf_hash,
                   retention_target(retention_expires_on(e.occurred_at, retention_days(v_policy, e.source, e.category)), p_date, p_today, v_floor) AS target
              FROM events e
             WHERE e.organization_id = v_organization AND e.expires_on = p_date AND e.sequence > p_after
             ORDER BY e.sequence LIMIT p_window) t
  ), going AS (
    SELECT g.sequence, g.leaf_hash, g.sequence - row_number() OVER (ORDER BY g.sequence) AS island
      FROM event g WHERE p_date < p_today AND g.target IS NULL
  ), leaves AS (
    INSERT INTO purged_leaves (organization_id, expires_on, first_sequence, last_sequence, hashes)
    SELECT v_organization, p_date, min(g.sequence), max(g.sequence), string_agg(g.leaf_hash, ''::bytea ORDER BY g.sequence)
      FROM going g GROUP BY g.island, g.sequence / 1024
  )
  SELECT max(e.sequence), count(*), count(e.target), count(*) FILTER (WHERE e.target = 'infinity'), min(e.occurred_at) FILTER (WHERE e.target IS NULL), max(e.occurred_at) FILTER (WHERE e.target IS NULL),
         array_agg(e.sequence) FILTER (WHERE e.target IS NOT NULL), array_agg(e.target) FILTER (WHERE e.target IS NOT NULL),
         array_agg((e.occurred_at AT TIME ZONE 'UTC')::date) FILTER (WHERE e.target IS NOT NULL)
    INTO last_sequence, examined, moved, held, first_occurred_at, last_occurred_at, v_sequences, v_targets, v_days
    FROM event e;
  IF moved > 0 THEN
    PERFORM move_events(p_date, v_sequences, v_targets, v_days);
  END IF;
  RETURN NEXT;
END
$$`;

/**
 * Takes the home away of a date that has no events left. Looked first without a lock, then again under the head's, which
 * every append holds: an event that arrives meanwhile keeps its home.
 */
const FORGET_HOME = `CREATE FUNCTION forget_empty_home(p_date date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
BEGIN
  IF EXISTS (SELECT FROM events WHERE organization_id = current_organization_id() AND expires_on = p_date) THEN
    RETURN false;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('daybook.moves:' || current_organization_id(), 0));
  PERFORM FROM log_heads WHERE organization_id = current_organization_id() FOR UPDATE;
  IF EXISTS (SELECT FROM events WHERE organization_id = current_organization_id() AND expires_on = p_date) THEN
    RETURN false;
  END IF;
  DELETE FROM event_homes WHERE organization_id = current_organization_id() AND expires_on = p_date;
  RETURN FOUND;
END
$$`;

/** Forgets what an unfinished purge had kept of a date; whoever else is at it begins again. DY002: it has been dropped. */
const RESET = `CREATE FUNCTION reset_purge(p_date date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE event_partitions SET version = version + 1 WHERE expires_on = p_date AND dropped_at IS NULL;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'events of % have been purged', p_date USING ERRCODE = 'DY002';
  END IF;
  DELETE FROM purged_leaves WHERE organization_id = current_organization_id() AND expires_on = p_date;
END
$$`;
