import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToApplication, run } from './support';

const ERASE_SIGNATURE = 'erase_events(bigint[], text[], text[], uuid, timestamptz)';
const INNER = [
  'forget_erased(erased_event[])',
  'uncount_actor_days(erased_event[], bigint)',
  'recount_kinds(erased_event[], bigint)',
];

/** `erase_events()`: the only way in which something of an event goes while the event stays. */
export class CreateEraseEvents1795200000261 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, ERASED_EVENT, RECOUNT_KINDS, UNCOUNT_DAYS, FORGET_ERASED, ERASE);
    for (const signature of INNER) await run(runner, `REVOKE ALL ON FUNCTION ${signature} FROM PUBLIC`);
    await giveToApplication(runner, ERASE_SIGNATURE);
  }

  async down(runner: QueryRunner): Promise<void> {
    const functions = [ERASE_SIGNATURE, ...INNER];
    await run(
      runner,
      ...functions.map((signature) => `DROP FUNCTION ${signature}`),
      'DROP TYPE erased_event',
    );
  }
}

/** What was derived of an event before something of it went, and its kind before and after. `actor_key`, `ip`: null unless it can have gone. */
const ERASED_EVENT = `CREATE TYPE erased_event AS (
  sequence bigint, expires_on date, occurred_at timestamptz, source text, action text, operation text, category text, outcome text,
  kind uuid, new_kind uuid, resource_type text, actor_type text, actor_key uuid, actor_gone boolean, ip inet
)`;

/** Counted events are of another kind now. What is nobody's kind any more goes, because its types came from what was erased. */
const RECOUNT_KINDS = `CREATE FUNCTION recount_kinds(p_erased erased_event[], p_counted_to bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  v_organization uuid := current_organization_id();
  v_kinds uuid[];
BEGIN
  WITH changed AS MATERIALIZED (
    SELECT e.*, date_trunc('hour', e.occurred_at) AS hour, date_part('minute', e.occurred_at)::integer / 15 AS quarter
      FROM unnest(p_erased) e WHERE e.sequence <= p_counted_to AND e.kind <> e.new_kind
  ), kinds AS (
    INSERT INTO event_kinds (organization_id, kind, source, action, operation, category, outcome, resource_type, actor_type)
    SELECT DISTINCT v_organization, c.new_kind, c.source, c.action, c.operation, c.category, c.outcome, c.resource_type, c.actor_type FROM changed c
    ON CONFLICT DO NOTHING
  ), steps AS (
    SELECT c.expires_on, c.hour, c.kind, c.quarter, -1 AS n FROM changed c
    UNION ALL SELECT c.expires_on, c.hour, c.new_kind, c.quarter, 1 FROM changed c
  )
  INSERT INTO event_counts AS t (organization_id, expires_on, hour, kind, n0, n1, n2, n3)
  SELECT v_organization, s.expires_on, s.hour, s.kind, coalesce(sum(s.n) FILTER (WHERE s.quarter = 0), 0), coalesce(sum(s.n) FILTER (WHERE s.quarter = 1), 0),
         coalesce(sum(s.n) FILTER (WHERE s.quarter = 2), 0), coalesce(sum(s.n) FILTER (WHERE s.quarter = 3), 0)
    FROM steps s GROUP BY s.expires_on, s.hour, s.kind
  ON CONFLICT (organization_id, hour, kind, expires_on) DO UPDATE
    SET n0 = t.n0 + excluded.n0, n1 = t.n1 + excluded.n1, n2 = t.n2 + excluded.n2, n3 = t.n3 + excluded.n3;

  v_kinds := ARRAY(SELECT DISTINCT e.kind FROM unnest(p_erased) e WHERE e.sequence <= p_counted_to AND e.kind <> e.new_kind);
  DELETE FROM event_counts t
   WHERE t.organization_id = v_organization AND t.kind = ANY (v_kinds)
     AND t.hour IN (SELECT date_trunc('hour', e.occurred_at) FROM unnest(p_erased) e)
     AND t.n0 = 0 AND t.n1 = 0 AND t.n2 = 0 AND t.n3 = 0;
  DELETE FROM event_kinds k
   WHERE k.organization_id = v_organization AND k.kind = ANY (v_kinds)
     AND NOT EXISTS (SELECT FROM event_counts c WHERE c.organization_id = v_organization AND c.kind = k.kind);
END
$$`;

/** Counted events that have no actor any more belong to nobody's day. Earliest and latest moments are looked up again where they may have gone. */
const UNCOUNT_DAYS = `CREATE FUNCTION uncount_actor_days(p_erased erased_event[], p_counted_to bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  v_organization uuid := current_organization_id();
  v_homes date[] := ARRAY(SELECT DISTINCT e.expires_on FROM unnest(p_erased) e);
BEGIN
  WITH days AS MATERIALIZED (
    SELECT e.expires_on, e.occurred_at::date AS day, e.actor_key, coalesce(e.category, '') AS category, count(*) AS events,
           min(e.occurred_at) AS first_at, max(e.occurred_at) AS last_at,
           max(e.occurred_at) FILTER (WHERE is_sign_in(e.action, e.operation, e.category, e.outcome)) AS signed_in_at
      FROM unnest(p_erased) e
     WHERE e.actor_gone AND e.actor_key IS NOT NULL AND e.sequence <= p_counted_to
     GROUP BY e.expires_on, e.occurred_at::date, e.actor_key, coalesce(e.category, '')
  )
  UPDATE event_actor_days t
     SET events = t.events - d.events,
         first_at = CASE WHEN t.events > d.events AND t.first_at >= d.first_at THEN coalesce(f.first_at, t.first_at) ELSE t.first_at END,
         last_at = CASE WHEN t.events > d.events AND t.last_at <= d.last_at THEN coalesce(l.last_at, t.last_at) ELSE t.last_at END,
         signed_in_at = CASE WHEN t.events > d.events AND t.signed_in_at <= d.signed_in_at THEN s.signed_in_at ELSE t.signed_in_at END
    FROM days d
    JOIN event_actor_days o ON o.organization_id = v_organization AND o.actor_key = d.actor_key AND o.day = d.day AND o.category = d.category AND o.expires_on = d.expires_on
    LEFT JOIN LATERAL (
      SELECT e.occurred_at AS first_at FROM events e
       WHERE o.events > d.events AND o.first_at >= d.first_at
         AND e.organization_id = v_organization AND e.expires_on = ANY (v_homes) AND e.expires_on = d.expires_on AND e.actor_key = d.actor_key AND e.sequence <= p_counted_to
         AND e.occurred_at >= d.day AND e.occurred_at < d.day + 1 AND coalesce(e.category, '') = d.category
       ORDER BY e.occurred_at LIMIT 1) f ON true
    LEFT JOIN LATERAL (
      SELECT e.occurred_at AS last_at FROM events e
       WHERE o.events > d.events AND o.last_at <= d.last_at
         AND e.organization_id = v_organization AND e.expires_on = ANY (v_homes) AND e.expires_on = d.expires_on AND e.actor_key = d.actor_key AND e.sequence <= p_counted_to
         AND e.occurred_at >= d.day AND e.occurred_at < d.day + 1 AND coalesce(e.category, '') = d.category
       ORDER BY e.occurred_at DESC LIMIT 1) l ON true
    LEFT JOIN LATERAL (
      SELECT e.occurred_at AS signed_in_at FROM events e
       WHERE o.events > d.events AND o.signed_in_at <= d.signed_in_at
         AND e.organization_id = v_organization AND e.expires_on = ANY (v_homes) AND e.expires_on = d.expires_on AND e.actor_key = d.actor_key AND e.sequence <= p_counted_to
         AND e.occurred_at >= d.day AND e.occurred_at < d.day + 1 AND coalesce(e.category, '') = d.category
         AND is_sign_in(e.action, e.operation, e.category, e.outcome)
       ORDER BY e.occurred_at DESC LIMIT 1) s ON true
   WHERE t.organization_id = v_organization AND t.actor_key = d.actor_key AND t.day = d.day AND t.category = d.category AND t.expires_on = d.expires_on;

  DELETE FROM event_actor_days t
   USING (SELECT DISTINCT e.actor_key, e.occurred_at::date AS day FROM unnest(p_erased) e WHERE e.actor_gone) d
   WHERE t.organization_id = v_organization AND t.actor_key = d.actor_key AND t.day = d.day AND t.expires_on = ANY (v_homes) AND t.events = 0;
END
$$`;

/**
 * Identities that no event has any more, and addresses that nobody is known from any more: it stays known from where one of the
 * 200 newest events at the address is still theirs. Both are found without a lock; then, under the log's head, those are
 * spared that were used since: only events with higher numbers can have. That lock is the last of the transaction.
 */
const FORGET_ERASED = `CREATE FUNCTION forget_erased(p_erased erased_event[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  v_organization uuid := current_organization_id();
  v_last bigint;
  v_homes date[];
  v_unused uuid[];
  v_actors text[];
  v_ips inet[];
BEGIN
  SELECT h.last_sequence INTO v_last FROM log_heads h WHERE h.organization_id = v_organization;
  v_homes := ARRAY(SELECT h.expires_on FROM event_homes h WHERE h.organization_id = v_organization);
  v_unused := ARRAY(
    SELECT k.key FROM (SELECT DISTINCT e.actor_key AS key FROM unnest(p_erased) e WHERE e.actor_gone AND e.actor_key IS NOT NULL) k
     WHERE NOT EXISTS (SELECT FROM events e WHERE e.organization_id = v_organization AND e.actor_key = k.key AND e.expires_on = ANY (v_homes)));
  SELECT array_agg(p.actor), array_agg(p.ip) INTO v_actors, v_ips
    FROM (SELECT DISTINCT d.actor, d.ip
            FROM unnest(p_erased) e
            JOIN event_actors a ON a.organization_id = v_organization AND a.key = e.actor_key
            JOIN actor_addresses d ON d.organization_id = v_organization AND d.actor = a.person AND d.ip = e.ip) p
   WHERE NOT EXISTS (
     SELECT FROM (SELECT e.actor_key FROM events e
                   WHERE e.organization_id = v_organization AND e.expires_on = ANY (v_homes) AND e.ip = p.ip
                   ORDER BY e.occurred_at DESC, e.sequence DESC LIMIT 200) n
       JOIN event_actors a ON a.organization_id = v_organization AND a.key = n.actor_key
      WHERE a.person = p.actor);
  IF cardinality(v_unused) = 0 AND v_actors IS NULL THEN
    RETURN;
  END IF;

  PERFORM FROM log_heads h WHERE h.organization_id = v_organization FOR UPDATE;
  v_homes := ARRAY(SELECT h.expires_on FROM event_homes h WHERE h.organization_id = v_organization);
  DELETE FROM actor_addresses d
   USING unnest(v_actors, v_ips) AS p (actor, ip)
   WHERE d.organization_id = v_organization AND d.actor = p.actor AND d.ip = p.ip
     AND NOT EXISTS (SELECT FROM events e JOIN event_actors a ON a.organization_id = v_organization AND a.key = e.actor_key
                      WHERE e.organization_id = v_organization AND e.expires_on = ANY (v_homes) AND e.sequence > v_last
                        AND e.ip = p.ip AND a.person = p.actor);
  WITH gone AS (
    DELETE FROM event_actors a
     WHERE a.organization_id = v_organization AND a.key = ANY (v_unused)
       AND NOT EXISTS (SELECT FROM events e WHERE e.organization_id = v_organization AND e.expires_on = ANY (v_homes)
                          AND e.sequence > v_last AND e.actor_key = a.key)
    RETURNING a.person)
  SELECT array_agg(DISTINCT g.person) INTO v_actors FROM gone g;
  DELETE FROM actor_addresses d
   WHERE d.organization_id = v_organization AND d.actor = ANY (v_actors)
     AND NOT EXISTS (SELECT FROM event_actors a WHERE a.organization_id = v_organization AND a.person = d.actor);
END
$$`;

const PARTS = ['actor', 'context', 'target', 'content'];
const goes = (part: string): string => `a.${part}`;
const part = (name: string): string =>
  `${name} = CASE WHEN ${goes(name)} THEN NULL ELSE e.${name} END, ${name}_salt = CASE WHEN ${goes(name)} THEN NULL ELSE e.${name}_salt END`;
const projection = (column: string, name: string): string =>
  `${column} = CASE WHEN ${goes(name)} THEN NULL ELSE e.${column} END`;
const PROJECTIONS: readonly (readonly [string, string])[] = [
  ['actor_key', 'actor'],
  ['actor_type', 'actor'],
  ['actor_role', 'actor'],
  ['reported_by', 'actor'],
  ['ip', 'context'],
  ['session_id', 'context'],
  ['request_id', 'context'],
  ['resource_type', 'target'],
  ['resource_id', 'target'],
  ['subject_type', 'target'],
  ['subject_id', 'target'],
];
const digest = (name: string): string =>
  `'${name}', CASE WHEN ${goes(name)} THEN encode(sha256(e.${name}_salt || convert_to(e.${name}, 'UTF8')), 'hex') END`;

/** `events.erasure` as it is afterwards. */
const TOMBSTONE = `jsonb_build_object(
        'digests', coalesce(e.erasure::jsonb -> 'digests', '{}') || jsonb_strip_nulls(jsonb_build_object(${PARTS.map(digest).join(', ')})),
        'by', coalesce(e.erasure::jsonb -> 'by', '[]') || jsonb_build_array(jsonb_build_object(
          'event_id', p_event_id, 'at', to_char(p_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'parts', to_jsonb(array_remove(ARRAY[${PARTS.map((name) => `CASE WHEN ${goes(name)} THEN '${name}' END`).join(', ')}], NULL)))))::text`;

/**
 * Erases parts of events of the entered organization, each with its salt, and all that was derived of them; header, number and
 * leaf hash stay, and so do the digests that the leaf is made of. `p_parts`: for each sequence the parts that go, joined by commas;
 * `p_search_texts`: what follows of the parts that are left. `p_event_id`: the event that announced it. Returns the events of
 * which something went, and the partitions they are in. Whether it may is the caller's to know.
 *
 * Rows do not move meanwhile, and nothing is counted; locks are taken in the order of move_events(), the log's head last: an append waits for
 * the commit and for nothing else.
 */
const ERASE = `CREATE FUNCTION erase_events(p_sequences bigint[], p_parts text[], p_search_texts text[], p_event_id uuid, p_at timestamptz,
  OUT erased integer, OUT homes date[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  v_organization uuid := current_organization_id();
  v_homes date[];
  v_counted_to bigint;
  v_erased erased_event[];
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('daybook.moves:' || v_organization, 0));
  v_counted_to := lock_count_head();
  v_homes := ARRAY(SELECT h.expires_on FROM event_homes h WHERE h.organization_id = v_organization);
  WITH asked AS MATERIALIZED (
    SELECT e.sequence, e.expires_on, n.search_text, e.actor_key, e.ip, event_kind(e.source, e.action, e.operation, e.category, e.outcome, e.resource_type, e.actor_type) AS kind,
           ${PARTS.map((name) => `'${name}' = ANY (n.parts) AND e.${name} IS NOT NULL AS ${name}`).join(', ')}
      FROM (SELECT u.sequence, string_to_array(u.parts, ',') AS parts, u.search_text FROM unnest(p_sequences, p_parts, p_search_texts) AS u (sequence, parts, search_text)) n
      JOIN events e ON e.organization_id = v_organization AND e.sequence = n.sequence
     WHERE e.expires_on = ANY (v_homes) AND e.sequence = ANY (p_sequences)
  ), gone AS (
    UPDATE events e
       SET ${PARTS.map(part).join(',\n           ')},
           ${PROJECTIONS.map(([column, name]) => projection(column, name)).join(', ')},
           search_text = CASE WHEN a.actor OR a.target THEN CASE WHEN (a.actor OR e.actor IS NULL) AND (a.target OR e.target IS NULL) THEN NULL ELSE a.search_text END ELSE e.search_text END,
           erasure = ${TOMBSTONE}
      FROM asked a
     WHERE e.organization_id = v_organization AND e.sequence = a.sequence AND e.expires_on = a.expires_on
       AND e.expires_on = ANY (v_homes) AND e.sequence = ANY (p_sequences) AND (a.actor OR a.context OR a.target OR a.content)
    RETURNING ROW(e.sequence, e.expires_on, e.occurred_at, e.source, e.action, e.operation, e.category, e.outcome,
      a.kind, event_kind(e.source, e.action, e.operation, e.category, e.outcome, e.resource_type, e.actor_type),
      e.resource_type, e.actor_type, CASE WHEN a.actor OR a.context THEN a.actor_key END, a.actor, CASE WHEN a.actor OR a.context THEN a.ip END)::erased_event AS event
  )
  SELECT array_agg(g.event), count(*) INTO v_erased, erased FROM gone g;
  homes := ARRAY(SELECT DISTINCT e.expires_on FROM unnest(v_erased) e);
  IF erased = 0 THEN
    RETURN;
  END IF;
  PERFORM recount_kinds(v_erased, v_counted_to);
  PERFORM uncount_actor_days(v_erased, v_counted_to);
  PERFORM FROM event_partitions p WHERE p.expires_on = ANY (homes) ORDER BY p.expires_on FOR UPDATE;
  UPDATE event_partitions p SET version = p.version + 1 WHERE p.expires_on = ANY (homes);
  PERFORM forget_erased(v_erased);
END
$$`;
