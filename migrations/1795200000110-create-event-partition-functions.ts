import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToApplication, run } from './support';

/** Partitions come and go only through these two, which run as the owner of the log. */
export class CreateEventPartitionFunctions1795200000110 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, PARTITION_NAME, CREATE_PARTITION);
    await giveToApplication(runner, 'create_events_partition(date)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      'DROP FUNCTION create_events_partition(date)',
      'DROP FUNCTION events_partition_name(date)',
    );
  }
}

const PARTITION_NAME = `CREATE FUNCTION events_partition_name(p_expires_on date) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT 'events_' || CASE WHEN isfinite(p_expires_on) THEN to_char(p_expires_on, 'YYYYMMDD') ELSE 'infinity' END
$$`;

/**
 * Makes the partition of a date unless it is there. LIKE and ATTACH, never PARTITION OF: attaching does not block readers
 * and writers of the parent. The application may vacuum it, which it does after an erasure. DY002: the date has been purged, nothing may come back to it.
 */
const CREATE_PARTITION = `CREATE FUNCTION create_events_partition(p_expires_on date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  v_name text := events_partition_name(p_expires_on);
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('daybook.event_partitions'));
  IF EXISTS (SELECT FROM event_partitions WHERE expires_on = p_expires_on AND dropped_at IS NULL) THEN
    RETURN false;
  END IF;
  IF EXISTS (SELECT FROM event_partitions WHERE expires_on >= p_expires_on AND dropped_at IS NOT NULL) THEN
    RAISE EXCEPTION 'events of % have been purged', p_expires_on USING ERRCODE = 'DY002';
  END IF;
  EXECUTE format('CREATE TABLE %I (LIKE events INCLUDING DEFAULTS INCLUDING CONSTRAINTS) '
    'WITH (autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05)', v_name);
  IF current_setting('server_version_num')::int >= 170000 THEN
    EXECUTE format('GRANT MAINTAIN ON %I TO daybook_app', v_name);
  END IF;
  EXECUTE format('ALTER TABLE events ATTACH PARTITION %I FOR VALUES IN (%L)', v_name, p_expires_on);
  INSERT INTO event_partitions (expires_on) VALUES (p_expires_on);
  RETURN true;
END
$$`;
