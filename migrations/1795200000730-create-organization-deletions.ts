import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToApplication, giveToSteward, openToSteward, protect, run } from './support';

const ROWS = 'delete_organization_rows(text, integer)';
const ORGANIZATION = 'delete_organization()';
const ACCOUNT = 'delete_unused_account(uuid)';

/** An organization that leaves: everything that is its own goes, in batches, and only after it was announced. */
export class CreateOrganizationDeletions1795200000730 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, DELETIONS);
    await protect(runner, 'organization_deletions', 'SELECT, INSERT, UPDATE, DELETE');
    await openToSteward(runner, 'organization_deletions', 'SELECT');
    await run(runner, DUE, TABLES, DELETE_ROWS, DELETE_ORGANIZATION, DELETE_ACCOUNT, KEEP_AN_OWNER);
    await giveToSteward(runner, 'organizations_to_delete()');
    await giveToApplication(runner, ROWS);
    for (const signature of [ORGANIZATION, ACCOUNT]) await giveToApplication(runner, signature);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      KEEP_AN_OWNER_BEFORE,
      `DROP FUNCTION ${ACCOUNT}`,
      `DROP FUNCTION ${ORGANIZATION}`,
      `DROP FUNCTION ${ROWS}`,
      'DROP FUNCTION tenant_tables()',
      'DROP FUNCTION organizations_to_delete()',
      'DROP TABLE organization_deletions',
    );
  }
}

/** `accounts`: of the members when it began, so that those who belong nowhere else can go last. */
const DELETIONS = `CREATE TABLE organization_deletions (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  reason text NOT NULL,
  requested_by jsonb NOT NULL,
  requested_at timestamptz(3) NOT NULL,
  state text NOT NULL,
  last_sequence bigint,
  rows_deleted bigint NOT NULL DEFAULT 0,
  accounts uuid[] NOT NULL DEFAULT '{}',
  CONSTRAINT organization_deletions_pkey PRIMARY KEY (organization_id),
  CONSTRAINT organization_deletions_state_check CHECK (state IN ('requested', 'running'))
)`;

const DUE = `CREATE FUNCTION organizations_to_delete() RETURNS TABLE (organization_id uuid, state text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT d.organization_id, d.state FROM organization_deletions d ORDER BY d.requested_at
$$`;

/** What belongs to an organization is what names it first: those that others refer to come after them, and events before their homes. */
const TABLES = `CREATE FUNCTION tenant_tables() RETURNS TABLE (name text)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_left oid[] := ARRAY(
    SELECT c.oid FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organization_id' AND NOT a.attisdropped
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND c.relname <> 'organization_deletions'
     ORDER BY c.relname);
  v_next oid[];
BEGIN
  WHILE cardinality(v_left) > 0 LOOP
    v_next := ARRAY(
      SELECT t.oid FROM unnest(v_left) AS t (oid)
       WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.contype = 'f' AND k.confrelid = t.oid AND k.conrelid = ANY (v_left) AND k.conrelid <> t.oid));
    IF cardinality(v_next) = 0 THEN
      RAISE EXCEPTION 'the foreign keys of tenant tables go round in a circle';
    END IF;
    RETURN QUERY SELECT c.relname::text FROM pg_class c WHERE c.oid = ANY (v_next) ORDER BY c.relname <> 'events', c.relname;
    v_left := ARRAY(SELECT t.oid FROM unnest(v_left) AS t (oid) WHERE t.oid <> ALL (v_next));
  END LOOP;
END
$$`;

/**
 * Deletes at most so many rows of the entered organization from one of its tables; returns how many. Only while its deletion is
 * running: whoever holds the application's login cannot empty a log otherwise. Events go partition by partition.
 */
const DELETE_ROWS = `CREATE FUNCTION delete_organization_rows(p_table text, p_limit integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  v_organization uuid := current_organization_id();
  v_home date;
  v_deleted integer;
BEGIN
  IF NOT EXISTS (SELECT FROM organization_deletions d WHERE d.organization_id = v_organization AND d.state = 'running') THEN
    RAISE EXCEPTION 'the deletion of this organization is not under way';
  END IF;
  IF p_table NOT IN (SELECT t.name FROM tenant_tables() t) THEN
    RAISE EXCEPTION '% is no table of an organization', p_table;
  END IF;
  IF p_table = 'events' THEN
    SELECT h.expires_on INTO v_home FROM event_homes h WHERE h.organization_id = v_organization ORDER BY h.expires_on LIMIT 1;
    IF v_home IS NULL THEN
      -- What was appended while the homes went has none.
      SELECT e.expires_on INTO v_home FROM events e WHERE e.organization_id = v_organization LIMIT 1;
      IF NOT FOUND THEN
        RETURN 0;
      END IF;
    END IF;
    DELETE FROM events e WHERE e.organization_id = v_organization AND e.expires_on = v_home AND e.sequence = ANY (ARRAY(
      SELECT o.sequence FROM events o WHERE o.organization_id = v_organization AND o.expires_on = v_home ORDER BY o.sequence LIMIT p_limit));
    GET DIAGNOSTICS v_deleted = ROW_COUNT;
    UPDATE event_partitions p SET version = p.version + 1 WHERE p.expires_on = v_home;
    IF v_deleted < p_limit THEN
      DELETE FROM event_homes h WHERE h.organization_id = v_organization AND h.expires_on = v_home;
      v_deleted := v_deleted + 1;
    END IF;
    RETURN v_deleted;
  END IF;
  EXECUTE format('DELETE FROM %1$I WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$I WHERE organization_id = $1 LIMIT $2))', p_table)
    USING v_organization, p_limit;
  GET DIAGNOSTICS v_deleted = ROW_COUNT;
  RETURN v_deleted;
END
$$`;

/** The organization itself, once none of its tables has a row of it: what refers to it keeps it, by its foreign key. */
const DELETE_ORGANIZATION = `CREATE FUNCTION delete_organization() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  DELETE FROM organization_deletions d WHERE d.organization_id = current_organization_id() AND d.state = 'running';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the deletion of this organization is not under way';
  END IF;
  DELETE FROM organizations o WHERE o.id = current_organization_id();
END
$$`;

/** An account that nothing refers to any more, with all that proves who it is; false when something still does. */
const DELETE_ACCOUNT = `CREATE FUNCTION delete_unused_account(p_account_id uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  DELETE FROM totp_authenticators t WHERE t.account_id = p_account_id;
  DELETE FROM factor_attempts t WHERE t.account_id = p_account_id;
  DELETE FROM recovery_codes t WHERE t.account_id = p_account_id;
  DELETE FROM passkeys t WHERE t.account_id = p_account_id;
  DELETE FROM password_resets t WHERE t.account_id = p_account_id;
  DELETE FROM email_changes t WHERE t.account_id = p_account_id;
  DELETE FROM accounts a WHERE a.id = p_account_id;
  RETURN FOUND;
EXCEPTION WHEN foreign_key_violation THEN
  RETURN false;
END
$$`;

const keepAnOwner = (
  exception: string,
): string => `CREATE OR REPLACE FUNCTION keep_an_owner() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM members m WHERE m.organization_id = OLD.organization_id AND m.role = 'owner')${exception} THEN
    RAISE EXCEPTION 'an organization needs an Owner' USING ERRCODE = 'DY003';
  END IF;
  RETURN NULL;
END
$$`;

/** But for one that is being deleted. */
const KEEP_AN_OWNER = keepAnOwner(
  ` AND NOT EXISTS (SELECT FROM organization_deletions d WHERE d.organization_id = OLD.organization_id AND d.state = 'running')`,
);
const KEEP_AN_OWNER_BEFORE = keepAnOwner('');
