import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToApplication, protect, run } from './support';

/** From which addresses a person has acted: whoever comes from another is flagged `new_ip` (S4-33). */
export class CreateActorAddresses1795200000150 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, ...PERSONS, ADDRESSES, KNOWN_ADDRESSES);
    await protect(runner, 'actor_addresses', 'SELECT');
    await giveToApplication(runner, SIGNATURE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `DROP FUNCTION ${SIGNATURE}`,
      'DROP TABLE actor_addresses',
      'ALTER TABLE event_actors DROP COLUMN person',
    );
  }
}

const SIGNATURE = 'known_addresses(jsonb)';

/**
 * Who somebody is, whatever they are called: their type, and their id, else their e-mail address. `"C"` folds the letters A to
 * Z and no others, as `flags/person.ts` does: both must come to the same text.
 */
const PERSONS = [
  `ALTER TABLE event_actors ADD COLUMN person text COLLATE "C"
     GENERATED ALWAYS AS (type || ':' || coalesce(id, lower(email COLLATE "C"))) STORED`,
  'CREATE INDEX event_actors_person_idx ON event_actors (organization_id, person)',
];

const ADDRESSES = `CREATE TABLE actor_addresses (
  organization_id uuid NOT NULL,
  actor text COLLATE "C" NOT NULL,
  ip inet NOT NULL,
  first_seen_at timestamptz(3) NOT NULL,
  CONSTRAINT actor_addresses_pkey PRIMARY KEY (organization_id, actor, ip)
)`;

/**
 * Of pairs of a person and an address, in their order: whether the address is known for the person, whether any is, and, if it
 * is asked to be counted, whether the person has as many as are kept.
 */
const KNOWN_ADDRESSES = `CREATE FUNCTION known_addresses(p_asked jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE STRICT SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_organization uuid := current_organization_id();
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_array(
             EXISTS (SELECT FROM actor_addresses k WHERE k.organization_id = v_organization AND k.actor = a.actor AND k.ip = a.ip),
             EXISTS (SELECT FROM actor_addresses k WHERE k.organization_id = v_organization AND k.actor = a.actor),
             CASE WHEN a.counted
                  THEN (SELECT count(*) >= 1000 FROM actor_addresses k WHERE k.organization_id = v_organization AND k.actor = a.actor)
                  ELSE false END) ORDER BY a.n)
      FROM ROWS FROM (jsonb_to_recordset(p_asked) AS (actor text, ip inet, counted boolean)) WITH ORDINALITY AS a (actor, ip, counted, n));
END
$$`;
