import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToApplication, giveToSteward, run } from './support';

const STEWARDS = [
  'dates_to_purge(date)',
  'organizations_to_purge(date)',
  'unfinished_purges()',
  'purge_fingerprint(date)',
];
const HELPERS = ['forget_homes(date)', 'is_purge_announced(date)'];

/** The drop itself, and the short, listed questions across tenants that lead up to it. */
export class CreateDropEventsPartition1795200000230 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, DATES, ORGANIZATIONS, UNFINISHED, FINGERPRINT, FORGET_HOMES, ANNOUNCED, DROP);
    for (const signature of STEWARDS) await giveToSteward(runner, signature);
    for (const signature of HELPERS) {
      await run(
        runner,
        `ALTER FUNCTION ${signature} OWNER TO daybook_steward`,
        `REVOKE ALL ON FUNCTION ${signature} FROM PUBLIC`,
        `GRANT EXECUTE ON FUNCTION ${signature} TO daybook_owner`,
      );
    }
    await giveToApplication(runner, 'drop_events_partition(date, text)');
  }

  async down(runner: QueryRunner): Promise<void> {
    const all = ['drop_events_partition(date, text)', ...HELPERS, ...STEWARDS];
    await run(runner, ...all.map((signature) => `DROP FUNCTION ${signature}`));
  }
}

/** Partitions whose day has passed; `begun` when a purge announced itself. */
const DATES = `CREATE FUNCTION dates_to_purge(p_today date) RETURNS TABLE (expires_on date, begun boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT d.expires_on, EXISTS (SELECT FROM purges p WHERE p.expires_on = d.expires_on)
    FROM event_partitions d
   WHERE d.dropped_at IS NULL AND d.expires_on < p_today
   ORDER BY d.expires_on
$$`;

/** Who has events of a date, or had when an earlier run announced their purge. */
const ORGANIZATIONS = `CREATE FUNCTION organizations_to_purge(p_date date) RETURNS TABLE (organization_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT h.organization_id FROM event_homes h WHERE h.expires_on = p_date
  UNION
  SELECT p.organization_id FROM purges p WHERE p.expires_on = p_date
  ORDER BY 1
$$`;

/** Purges whose partition is gone and whose completing event is missing. */
const UNFINISHED = `CREATE FUNCTION unfinished_purges() RETURNS TABLE (organization_id uuid, expires_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p.organization_id, p.expires_on
    FROM purges p JOIN event_partitions d ON d.expires_on = p.expires_on
   WHERE p.purged_at IS NULL AND d.dropped_at IS NOT NULL
   ORDER BY p.expires_on, p.organization_id
$$`;

/**
 * What must not change between looking and dropping: the partition's version (rows that moved in or out), the versions
 * of each policy and of each organization's holds, and its last event there: sequences only grow, so a late append shows. A few
 * lookups a tenant.
 */
const FINGERPRINT = `CREATE FUNCTION purge_fingerprint(p_date date) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT concat_ws(':', (SELECT d.version FROM event_partitions d WHERE d.expires_on = p_date),
    (SELECT md5(string_agg(concat_ws('/', h.organization_id, coalesce(p.version, 0), coalesce(k.version, 0), coalesce(l.sequence, 0)), ',' ORDER BY h.organization_id))
       FROM event_homes h
       LEFT JOIN retention_policies p ON p.organization_id = h.organization_id
       LEFT JOIN hold_heads k ON k.organization_id = h.organization_id
       LEFT JOIN LATERAL (SELECT e.sequence FROM events e WHERE e.organization_id = h.organization_id AND e.expires_on = p_date
                           ORDER BY e.sequence DESC LIMIT 1) l ON true
      WHERE h.expires_on = p_date))
$$`;

const FORGET_HOMES = `CREATE FUNCTION forget_homes(p_date date) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$ DELETE FROM event_homes WHERE expires_on = p_date $$`;

/** Intent first (F9): every organization that has events of the date has a purge record for it. */
const ANNOUNCED = `CREATE FUNCTION is_purge_announced(p_date date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT NOT EXISTS (
    SELECT FROM event_homes h
     WHERE h.expires_on = p_date
       AND NOT EXISTS (SELECT FROM purges p WHERE p.organization_id = h.organization_id AND p.expires_on = p_date)
       AND EXISTS (SELECT FROM events e WHERE e.organization_id = h.organization_id AND e.expires_on = p_date))
$$`;

/**
 * Drops the partition of a date, all in one short transaction: `dropped`; `changed` when anything is not as it was when
 * the caller took the fingerprint; `gone` when there is none. Waits at most 100 ms for each lock (SQLSTATE 55P03, try
 * again): whoever queues behind it waits no longer. ONLY the parent is locked, every statement passes through it. Placing a hold
 * locks it too, before it moves the version of the holds: so it waits for the drop, or the drop for it. What holds keep has no
 * date and is never dropped. What is left of events that took others away is kept (migration 1795200000830).
 */
const DROP = `CREATE FUNCTION drop_events_partition(p_date date, p_fingerprint text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '100ms' AS $$
BEGIN
  IF NOT isfinite(p_date) THEN
    RAISE EXCEPTION 'what holds keep is never dropped';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('daybook.event_partitions'));
  LOCK TABLE ONLY events IN ACCESS EXCLUSIVE MODE;
  IF NOT EXISTS (SELECT FROM event_partitions WHERE expires_on = p_date AND dropped_at IS NULL) THEN
    RETURN 'gone';
  END IF;
  IF purge_fingerprint(p_date) IS DISTINCT FROM p_fingerprint THEN
    RETURN 'changed';
  END IF;
  IF NOT is_purge_announced(p_date) THEN
    RAISE EXCEPTION 'the purge of % has not been announced to everybody concerned', p_date;
  END IF;
  PERFORM keep_records(p_date);
  EXECUTE format('DROP TABLE %I', events_partition_name(p_date));
  UPDATE event_partitions SET dropped_at = now(), version = version + 1 WHERE expires_on = p_date;
  PERFORM forget_homes(p_date);
  RETURN 'dropped';
END
$$`;
