import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToSteward, openToSteward, protect, run } from './support';

const STEWARDS = ['holds_to_release()', 'holds_to_review(date)', 'logs_to_unhold()'];

/** What a hold says never changes, only what is said of it; and none is ever deleted. */
const CHANGEABLE =
  'name, additions, review_on, review_notified_at, release_asked_at, released_at, released_by, release_reason';

/** Legal holds: what they match is neither purged nor erased while they are in force. */
export class CreateLegalHolds1795200000180 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      HOLDS,
      'CREATE INDEX legal_holds_in_force_idx ON legal_holds (organization_id, id) WHERE released_at IS NULL',
      'CREATE INDEX legal_holds_release_idx ON legal_holds (release_asked_at) WHERE release_asked_at IS NOT NULL AND released_at IS NULL',
      'CREATE INDEX legal_holds_review_idx ON legal_holds (review_on) WHERE released_at IS NULL AND review_notified_at IS NULL',
      HEADS,
      UNHOLDINGS,
      HELD,
    );
    await protect(runner, 'legal_holds', `SELECT, INSERT, UPDATE (${CHANGEABLE})`);
    await protect(runner, 'hold_heads', 'SELECT, INSERT, UPDATE');
    await protect(runner, 'unholdings', 'SELECT, INSERT, UPDATE, DELETE');
    await protect(runner, 'held_from_purges', 'SELECT, INSERT, UPDATE');
    for (const table of ['legal_holds', 'hold_heads', 'unholdings'])
      await openToSteward(runner, table, 'SELECT');
    await run(runner, TO_RELEASE, TO_REVIEW, TO_UNHOLD);
    for (const signature of STEWARDS) await giveToSteward(runner, signature);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      ...STEWARDS.map((signature) => `DROP FUNCTION ${signature}`),
      ...['held_from_purges', 'unholdings', 'hold_heads', 'legal_holds'].map(
        (table) => `DROP TABLE ${table}`,
      ),
    );
  }
}

/**
 * `query` is the EventQuery that holds, `filter` the parameters it was made of; `additions` are [{ "text", "by", "at" }].
 * In force while `released_at` is null, whatever has been asked for.
 */
const HOLDS = `CREATE TABLE legal_holds (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  reason text NOT NULL,
  additions jsonb NOT NULL DEFAULT '[]',
  filter jsonb NOT NULL,
  query jsonb NOT NULL,
  placed_by jsonb NOT NULL,
  placed_at timestamptz(3) NOT NULL,
  review_on date,
  review_notified_at timestamptz(3),
  release_asked_at timestamptz(3),
  released_at timestamptz(3),
  released_by jsonb,
  release_reason text,
  CONSTRAINT legal_holds_pkey PRIMARY KEY (organization_id, id),
  CONSTRAINT legal_holds_organization_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT legal_holds_released_check CHECK (released_at IS NULL OR (released_by IS NOT NULL AND release_reason IS NOT NULL))
)`;

/**
 * One row an organization. Placing and releasing lock it FOR UPDATE and move the version; whoever is about to take something
 * from the log locks it FOR SHARE first, so that each is wholly before or after. No foreign key: the platform's log has one too.
 */
const HEADS = `CREATE TABLE hold_heads (
  organization_id uuid NOT NULL,
  version bigint NOT NULL,
  CONSTRAINT hold_heads_pkey PRIMARY KEY (organization_id)
) WITH (fillfactor = 50)`;

/** After a release: how far the events that holds keep have been asked whether another still does. Gone when it is done. */
const UNHOLDINGS = `CREATE TABLE unholdings (
  organization_id uuid NOT NULL,
  hold_version bigint NOT NULL,
  cursor_sequence bigint NOT NULL DEFAULT 0,
  CONSTRAINT unholdings_pkey PRIMARY KEY (organization_id)
)`;

/** How many events holds have kept from the purge of a date: counted in the transaction that moves them, so that no crash forgets. */
const HELD = `CREATE TABLE held_from_purges (
  organization_id uuid NOT NULL,
  expires_on date NOT NULL,
  events bigint NOT NULL,
  CONSTRAINT held_from_purges_pkey PRIMARY KEY (organization_id, expires_on)
)`;

/** Holds whose release has been asked for; whether it is to be done now, their approval says. */
const TO_RELEASE = `CREATE FUNCTION holds_to_release() RETURNS TABLE (organization_id uuid, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT h.organization_id, h.id FROM legal_holds h WHERE h.release_asked_at IS NOT NULL AND h.released_at IS NULL
   ORDER BY h.release_asked_at
$$`;

/** Holds whose day of review has come and nobody has been told. */
const TO_REVIEW = `CREATE FUNCTION holds_to_review(p_today date) RETURNS TABLE (organization_id uuid, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT h.organization_id, h.id FROM legal_holds h
   WHERE h.review_on <= p_today AND h.released_at IS NULL AND h.review_notified_at IS NULL
   ORDER BY h.review_on
$$`;

const TO_UNHOLD = `CREATE FUNCTION logs_to_unhold() RETURNS TABLE (organization_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT u.organization_id FROM unholdings u ORDER BY u.organization_id
$$`;
