import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToApplication, giveToSteward, run } from './support';

const OWN = ['count_events(integer)', 'forget_counts(date, integer)'];
const INNER = ['lock_count_head()', 'move_counts(date, bigint[], date[], bigint)'];
const STEWARD = 'organizations_to_count(uuid, integer)';

/** Keeping the counted tables: each event once, whoever counts and wherever its row moves. */
export class CreateCountEvents1795200000141 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, COUNT_EVENTS, LOCK_HEAD, MOVE_COUNTS, FORGET_COUNTS, ORGANIZATIONS);
    for (const signature of INNER) await run(runner, `REVOKE ALL ON FUNCTION ${signature} FROM PUBLIC`);
    for (const signature of OWN) await giveToApplication(runner, signature);
    await giveToSteward(runner, STEWARD);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ...[STEWARD, ...OWN, ...INNER].map((signature) => `DROP FUNCTION ${signature}`));
  }
}

/**
 * Counts the next events of the entered organization, at most `p_limit` sequences. `counted` is how many sequences the head
 * moved; null when somebody else is at it. Appends commit in the order of their numbers, so whoever sees the log's head sees
 * every event below; the log's head is only read, never locked: no append waits.
 *
 * The table is locked first, as searches do: a drop then waits for the counting of its date to commit, and what is counted
 * later does not see the dropped events. Rows do not move meanwhile, because moving takes the count head as well.
 */
const COUNT_EVENTS = `CREATE FUNCTION count_events(p_limit integer, OUT counted integer, OUT counted_to bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  v_organization uuid := current_organization_id();
  v_from bigint;
  v_homes date[];
BEGIN
  LOCK TABLE ONLY events IN ACCESS SHARE MODE;
  IF NOT EXISTS (SELECT FROM count_heads h WHERE h.organization_id = v_organization) THEN
    INSERT INTO count_heads AS h (organization_id, counted_to) VALUES (v_organization, 0) ON CONFLICT DO NOTHING;
  END IF;
  SELECT h.counted_to INTO v_from FROM count_heads h WHERE h.organization_id = v_organization FOR UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  SELECT least(l.last_sequence, v_from + p_limit) INTO counted_to FROM log_heads l WHERE l.organization_id = v_organization;
  counted_to := coalesce(counted_to, v_from);
  counted := counted_to - v_from;
  IF counted = 0 THEN
    RETURN;
  END IF;
  v_homes := ARRAY(SELECT h.expires_on FROM event_homes h WHERE h.organization_id = v_organization);

  WITH event AS MATERIALIZED (
    SELECT e.expires_on, e.occurred_at, date_trunc('hour', e.occurred_at) AS hour, date_part('minute', e.occurred_at)::integer / 15 AS quarter,
           e.source, e.action, e.operation, e.category, e.outcome, e.resource_type, e.actor_type, e.actor_key
      FROM events e
     WHERE e.organization_id = v_organization AND e.expires_on = ANY (v_homes)
       AND e.sequence > v_from AND e.sequence <= count_events.counted_to
  ), counts AS MATERIALIZED (
    SELECT e.expires_on, e.hour, e.source, e.action, e.operation, e.category, e.outcome, e.resource_type, e.actor_type,
           event_kind(e.source, e.action, e.operation, e.category, e.outcome, e.resource_type, e.actor_type) AS kind,
           count(*) FILTER (WHERE e.quarter = 0) AS n0, count(*) FILTER (WHERE e.quarter = 1) AS n1,
           count(*) FILTER (WHERE e.quarter = 2) AS n2, count(*) FILTER (WHERE e.quarter = 3) AS n3
      FROM event e
     GROUP BY e.expires_on, e.hour, e.source, e.action, e.operation, e.category, e.outcome, e.resource_type, e.actor_type
  ), kinds AS (
    INSERT INTO event_kinds (organization_id, kind, source, action, operation, category, outcome, resource_type, actor_type)
    SELECT DISTINCT v_organization, c.kind, c.source, c.action, c.operation, c.category, c.outcome, c.resource_type, c.actor_type FROM counts c
    ON CONFLICT DO NOTHING
  ), hours AS (
    INSERT INTO event_counts AS t (organization_id, expires_on, hour, kind, n0, n1, n2, n3)
    SELECT v_organization, c.expires_on, c.hour, c.kind, c.n0, c.n1, c.n2, c.n3 FROM counts c
    ON CONFLICT (organization_id, hour, kind, expires_on) DO UPDATE
      SET n0 = t.n0 + excluded.n0, n1 = t.n1 + excluded.n1, n2 = t.n2 + excluded.n2, n3 = t.n3 + excluded.n3
  )
  INSERT INTO event_actor_days AS t (organization_id, expires_on, day, actor_key, category, events, first_at, last_at, signed_in_at)
  SELECT v_organization, e.expires_on, e.occurred_at::date, e.actor_key, coalesce(e.category, ''), count(*), min(e.occurred_at), max(e.occurred_at),
         max(e.occurred_at) FILTER (WHERE is_sign_in(e.action, e.operation, e.category, e.outcome))
    FROM event e
   WHERE e.actor_key IS NOT NULL
   GROUP BY e.expires_on, e.occurred_at::date, e.actor_key, coalesce(e.category, '')
  ON CONFLICT (organization_id, actor_key, day, category, expires_on) DO UPDATE
    SET events = t.events + excluded.events, first_at = least(t.first_at, excluded.first_at), last_at = greatest(t.last_at, excluded.last_at),
        signed_in_at = greatest(t.signed_in_at, excluded.signed_in_at);

  UPDATE count_heads h SET counted_to = count_events.counted_to WHERE h.organization_id = v_organization;
END
$$`;

/** Stops counting for the rest of the transaction, and says how far it has come. */
const LOCK_HEAD = `CREATE FUNCTION lock_count_head() RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_counted_to bigint;
BEGIN
  INSERT INTO count_heads (organization_id, counted_to) VALUES (current_organization_id(), 0) ON CONFLICT DO NOTHING;
  SELECT h.counted_to INTO STRICT v_counted_to FROM count_heads h WHERE h.organization_id = current_organization_id() FOR UPDATE;
  RETURN v_counted_to;
END
$$`;

/**
 * After rows have moved from the partition `p_date`: takes the counted ones along. Under the count head. The earliest and
 * latest moments of what stays are looked up again where they may have gone.
 */
const MOVE_COUNTS = `CREATE FUNCTION move_counts(p_date date, p_sequences bigint[], p_targets date[], p_counted_to bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  v_organization uuid := current_organization_id();
  v_homes date[] := ARRAY(SELECT DISTINCT t.target FROM unnest(p_targets) AS t (target));
  v_first timestamptz;
  v_last timestamptz;
BEGIN
  SELECT min(e.occurred_at), max(e.occurred_at) INTO v_first, v_last FROM events e
   WHERE e.organization_id = v_organization AND e.expires_on = ANY (v_homes) AND e.sequence = ANY (p_sequences) AND e.sequence <= p_counted_to;
  IF v_first IS NULL THEN
    RETURN;
  END IF;
  WITH moved AS MATERIALIZED (
    SELECT e.expires_on AS target, e.occurred_at, date_trunc('hour', e.occurred_at) AS hour, date_part('minute', e.occurred_at)::integer / 15 AS quarter,
           event_kind(e.source, e.action, e.operation, e.category, e.outcome, e.resource_type, e.actor_type) AS kind, e.actor_key, coalesce(e.category, '') AS category,
           CASE WHEN is_sign_in(e.action, e.operation, e.category, e.outcome) THEN e.occurred_at END AS signed_in_at
      FROM events e
     WHERE e.organization_id = v_organization AND e.expires_on = ANY (v_homes)
       AND e.sequence = ANY (p_sequences) AND e.sequence <= p_counted_to
  ), counts AS MATERIALIZED (
    SELECT m.target, m.hour, m.kind, count(*) FILTER (WHERE m.quarter = 0) AS n0, count(*) FILTER (WHERE m.quarter = 1) AS n1,
           count(*) FILTER (WHERE m.quarter = 2) AS n2, count(*) FILTER (WHERE m.quarter = 3) AS n3
      FROM moved m GROUP BY m.target, m.hour, m.kind
  ), added AS (
    INSERT INTO event_counts AS t (organization_id, expires_on, hour, kind, n0, n1, n2, n3)
    SELECT v_organization, c.target, c.hour, c.kind, c.n0, c.n1, c.n2, c.n3 FROM counts c
    ON CONFLICT (organization_id, hour, kind, expires_on) DO UPDATE
      SET n0 = t.n0 + excluded.n0, n1 = t.n1 + excluded.n1, n2 = t.n2 + excluded.n2, n3 = t.n3 + excluded.n3
  ), taken AS (
    UPDATE event_counts t SET n0 = t.n0 - c.n0, n1 = t.n1 - c.n1, n2 = t.n2 - c.n2, n3 = t.n3 - c.n3
      FROM (SELECT c.hour, c.kind, sum(c.n0) AS n0, sum(c.n1) AS n1, sum(c.n2) AS n2, sum(c.n3) AS n3 FROM counts c GROUP BY c.hour, c.kind) c
     WHERE t.organization_id = v_organization AND t.hour = c.hour AND t.kind = c.kind AND t.expires_on = p_date
  ), days AS MATERIALIZED (
    SELECT m.target, m.occurred_at::date AS day, m.actor_key, m.category, count(*) AS events, min(m.occurred_at) AS first_at, max(m.occurred_at) AS last_at, max(m.signed_in_at) AS signed_in_at
      FROM moved m WHERE m.actor_key IS NOT NULL GROUP BY m.target, m.occurred_at::date, m.actor_key, m.category
  ), days_added AS (
    INSERT INTO event_actor_days AS t (organization_id, expires_on, day, actor_key, category, events, first_at, last_at, signed_in_at)
    SELECT v_organization, d.target, d.day, d.actor_key, d.category, d.events, d.first_at, d.last_at, d.signed_in_at FROM days d
    ON CONFLICT (organization_id, actor_key, day, category, expires_on) DO UPDATE
      SET events = t.events + excluded.events, first_at = least(t.first_at, excluded.first_at), last_at = greatest(t.last_at, excluded.last_at),
          signed_in_at = greatest(t.signed_in_at, excluded.signed_in_at)
  )
  UPDATE event_actor_days t
     SET events = t.events - d.events,
         first_at = CASE WHEN t.events > d.events AND t.first_at >= d.first_at THEN coalesce(f.first_at, t.first_at) ELSE t.first_at END,
         last_at = CASE WHEN t.events > d.events AND t.last_at <= d.last_at THEN coalesce(l.last_at, t.last_at) ELSE t.last_at END,
         signed_in_at = CASE WHEN t.events > d.events AND t.signed_in_at <= d.signed_in_at THEN s.signed_in_at ELSE t.signed_in_at END
    FROM (SELECT d.day, d.actor_key, d.category, sum(d.events) AS events, min(d.first_at) AS first_at, max(d.last_at) AS last_at, max(d.signed_in_at) AS signed_in_at
            FROM days d GROUP BY d.day, d.actor_key, d.category) d
    JOIN event_actor_days o ON o.organization_id = v_organization AND o.actor_key = d.actor_key AND o.day = d.day AND o.category = d.category AND o.expires_on = p_date
    LEFT JOIN LATERAL (
      SELECT e.occurred_at AS first_at FROM events e
       WHERE o.events > d.events AND o.first_at >= d.first_at
         AND e.organization_id = v_organization AND e.expires_on = p_date AND e.actor_key = d.actor_key AND e.sequence <= p_counted_to
         AND e.occurred_at >= d.day AND e.occurred_at < d.day + 1 AND coalesce(e.category, '') = d.category
       ORDER BY e.occurred_at LIMIT 1) f ON true
    LEFT JOIN LATERAL (
      SELECT e.occurred_at AS last_at FROM events e
       WHERE o.events > d.events AND o.last_at <= d.last_at
         AND e.organization_id = v_organization AND e.expires_on = p_date AND e.actor_key = d.actor_key AND e.sequence <= p_counted_to
         AND e.occurred_at >= d.day AND e.occurred_at < d.day + 1 AND coalesce(e.category, '') = d.category
       ORDER BY e.occurred_at DESC LIMIT 1) l ON true
    LEFT JOIN LATERAL (
      SELECT e.occurred_at AS signed_in_at FROM events e
       WHERE o.events > d.events AND o.signed_in_at <= d.signed_in_at
         AND e.organization_id = v_organization AND e.expires_on = p_date AND e.actor_key = d.actor_key AND e.sequence <= p_counted_to
         AND e.occurred_at >= d.day AND e.occurred_at < d.day + 1 AND coalesce(e.category, '') = d.category
         AND is_sign_in(e.action, e.operation, e.category, e.outcome)
       ORDER BY e.occurred_at DESC LIMIT 1) s ON true
   WHERE t.organization_id = v_organization AND t.actor_key = d.actor_key AND t.day = d.day AND t.category = d.category AND t.expires_on = p_date;

  DELETE FROM event_counts t
   WHERE t.organization_id = v_organization AND t.expires_on = p_date AND t.hour BETWEEN date_trunc('hour', v_first) AND v_last
     AND t.n0 = 0 AND t.n1 = 0 AND t.n2 = 0 AND t.n3 = 0;
  DELETE FROM event_actor_days t
   WHERE t.organization_id = v_organization AND t.expires_on = p_date AND t.day BETWEEN v_first::date AND v_last::date AND t.events = 0;
END
$$`;

/** After the drop of a date, when nobody is shown its counts any more. Returns how many rows went; fewer than `p_limit`: all have. */
const FORGET_COUNTS = `CREATE FUNCTION forget_counts(p_date date, p_limit integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_organization uuid := current_organization_id();
  v_counts integer;
  v_days integer := 0;
BEGIN
  IF NOT EXISTS (SELECT FROM event_partitions p WHERE p.expires_on = p_date AND p.dropped_at IS NOT NULL) THEN
    RETURN 0;
  END IF;
  DELETE FROM event_counts t WHERE t.ctid = ANY (ARRAY(
    SELECT c.ctid FROM event_counts c WHERE c.organization_id = v_organization AND c.expires_on = p_date LIMIT p_limit));
  GET DIAGNOSTICS v_counts = ROW_COUNT;
  IF v_counts < p_limit THEN
    DELETE FROM event_actor_days t WHERE t.ctid = ANY (ARRAY(
      SELECT d.ctid FROM event_actor_days d WHERE d.organization_id = v_organization AND d.expires_on = p_date LIMIT p_limit - v_counts));
    GET DIAGNOSTICS v_days = ROW_COUNT;
  END IF;
  RETURN v_counts + v_days;
END
$$`;

/** Organizations with events that are not counted yet, by id after `p_after` (null: from the first): a run goes round all of them. */
const ORGANIZATIONS = `CREATE FUNCTION organizations_to_count(p_after uuid, p_limit integer) RETURNS TABLE (organization_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT l.organization_id
    FROM log_heads l
    LEFT JOIN count_heads h ON h.organization_id = l.organization_id
   WHERE (p_after IS NULL OR l.organization_id > p_after) AND l.last_sequence > coalesce(h.counted_to, 0)
   ORDER BY l.organization_id LIMIT p_limit
$$`;
