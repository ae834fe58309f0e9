import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToApplication, run } from './support';

const SIGNATURE = 'append_events(uuid, timestamptz, uuid[], new_event[], jsonb, jsonb, jsonb)';

/** `append_events()`: the only way into the log. */
export class CreateAppendEvents1795200000120 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, NEW_EVENT, APPEND);
    await giveToApplication(runner, SIGNATURE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP FUNCTION ${SIGNATURE}`, 'DROP TYPE new_event');
  }
}

/** An event as the recorder hands it over. The order is the order of `recording/event-wire.ts`. */
const NEW_EVENT = `CREATE TYPE new_event AS (
  expires_on date, id uuid, occurred_at timestamptz,
  source text, action text, operation text, category text, outcome text, flags text[],
  actor_key uuid, actor_type text, actor_role text, reported_by uuid, session_id text, request_id text,
  resource_type text, resource_id text, subject_type text, subject_id text, ip text, search_text text,
  actor text, actor_salt bytea, context text, context_salt bytea, target text, target_salt bytea, content text, content_salt bytea,
  leaf_hash bytea
)`;

/**
 * Appends a batch to one organization's log: all of it or, on any error, nothing.
 *
 * Locks the head row, so that appends of one organization commit in the order of their numbers; leaves out events whose id
 * (among `p_lookup`, the ids that clients chose) is stored already, and answers where; numbers the rest densely; inserts;
 * keeps `event_homes`, `event_actors` and `actor_addresses`; moves the head. It never makes a partition, which could deadlock:
 * DY001 asks the caller to make it in another transaction and to come again; DY002 says that the date has been purged. Ids
 * within a batch are distinct, `p_homes` and `p_actors` the distinct dates and identities of the batch, `p_addresses` (or null)
 * the addresses that were unknown for their actor, each with the id of the event that teaches it: the caller sees to it. Of an
 * actor who is `full_up` the newest thousand stay.
 */
const APPEND = `CREATE FUNCTION append_events(
  p_organization_id uuid, p_recorded_at timestamptz, p_lookup uuid[], p_events new_event[], p_homes jsonb, p_actors jsonb, p_addresses jsonb)
RETURNS TABLE (first_sequence bigint, known_ids uuid[], known_sequences bigint[], known_expires_on date[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_last bigint;
  v_added bigint;
  v_date date;
  v_homes date[];
BEGIN
  SELECT h.last_sequence INTO v_last FROM log_heads h WHERE h.organization_id = p_organization_id FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO log_heads (organization_id, last_sequence) VALUES (p_organization_id, 0) ON CONFLICT DO NOTHING;
    SELECT h.last_sequence INTO STRICT v_last FROM log_heads h WHERE h.organization_id = p_organization_id FOR UPDATE;
  END IF;

  FOR v_date IN
    SELECT n.expires_on FROM jsonb_to_recordset(p_homes) AS n (expires_on date)
     WHERE NOT EXISTS (SELECT FROM event_partitions p WHERE p.expires_on = n.expires_on AND p.dropped_at IS NULL)
  LOOP
    RAISE EXCEPTION 'there is no partition for %', v_date
      USING ERRCODE = CASE WHEN EXISTS (SELECT FROM event_partitions p WHERE p.expires_on >= v_date AND p.dropped_at IS NOT NULL)
                           THEN 'DY002' ELSE 'DY001' END, DETAIL = v_date;
  END LOOP;

  -- A variable, not a sub-query: only a value lets the planner leave out the partitions that cannot hold the ids.
  IF cardinality(p_lookup) > 0 THEN
    v_homes := ARRAY(SELECT h.expires_on FROM event_homes h WHERE h.organization_id = p_organization_id);
    SELECT array_agg(e.id), array_agg(e.sequence), array_agg(e.expires_on)
      INTO known_ids, known_sequences, known_expires_on
      FROM events e
     WHERE e.organization_id = p_organization_id AND e.id = ANY (p_lookup)
       AND e.expires_on = ANY (v_homes);
  END IF;

  INSERT INTO events (
    organization_id, sequence, expires_on, id, occurred_at, recorded_at, source, action, operation, category, outcome, flags,
    actor_key, actor_type, actor_role, reported_by, session_id, request_id,
    resource_type, resource_id, subject_type, subject_id, ip, search_text,
    actor, actor_salt, context, context_salt, target, target_salt, content, content_salt, leaf_hash)
  SELECT p_organization_id, v_last + row_number() OVER (), e.expires_on, e.id, e.occurred_at, p_recorded_at,
         e.source, e.action, e.operation, e.category, e.outcome, e.flags,
         e.actor_key, e.actor_type, e.actor_role, e.reported_by, e.session_id, e.request_id,
         e.resource_type, e.resource_id, e.subject_type, e.subject_id, e.ip::inet, e.search_text,
         e.actor, e.actor_salt, e.context, e.context_salt, e.target, e.target_salt, e.content, e.content_salt, e.leaf_hash
    FROM unnest(p_events) AS e
   WHERE known_ids IS NULL OR NOT e.id = ANY (known_ids);
  GET DIAGNOSTICS v_added = ROW_COUNT;

  IF v_added > 0 THEN
    INSERT INTO event_homes AS h (organization_id, expires_on, first_day, last_day)
    SELECT p_organization_id, n.expires_on, n.first_day, n.last_day
      FROM jsonb_to_recordset(p_homes) AS n (expires_on date, first_day date, last_day date)
     WHERE NOT EXISTS (SELECT FROM event_homes o WHERE o.organization_id = p_organization_id AND o.expires_on = n.expires_on
                          AND o.first_day <= n.first_day AND o.last_day >= n.last_day)
    ON CONFLICT (organization_id, expires_on) DO UPDATE
      SET first_day = least(h.first_day, excluded.first_day), last_day = greatest(h.last_day, excluded.last_day);

    INSERT INTO event_actors (organization_id, key, type, id, email, name)
    SELECT p_organization_id, n.key, n.type, n.id, n.email, n.name
      FROM jsonb_to_recordset(p_actors) AS n (key uuid, type text, id text, email text, name text)
    ON CONFLICT DO NOTHING;

    IF p_addresses IS NOT NULL THEN
      INSERT INTO actor_addresses (organization_id, actor, ip, first_seen_at)
      SELECT p_organization_id, n.actor, n.ip, p_recorded_at
        FROM jsonb_to_recordset(p_addresses) AS n (id uuid, actor text, ip inet)
       WHERE known_ids IS NULL OR NOT n.id = ANY (known_ids)
      ON CONFLICT DO NOTHING;

      DELETE FROM actor_addresses d
       USING (SELECT DISTINCT n.actor FROM jsonb_to_recordset(p_addresses) AS n (actor text, full_up boolean) WHERE n.full_up) f
       WHERE d.organization_id = p_organization_id AND d.actor = f.actor
         AND d.ip NOT IN (SELECT k.ip FROM actor_addresses k WHERE k.organization_id = p_organization_id AND k.actor = f.actor
                           ORDER BY k.first_seen_at DESC, k.ip LIMIT 1000);
    END IF;

    UPDATE log_heads SET last_sequence = v_last + v_added WHERE organization_id = p_organization_id;
  END IF;
  first_sequence := v_last + 1;
  RETURN NEXT;
END
$$`;
