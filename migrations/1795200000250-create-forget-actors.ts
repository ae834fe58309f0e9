import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToApplication, run } from './support';

const SIGNATURE = 'forget_actors(uuid, integer)';

/** A person's identity, and what is known of it, does not outlive their last event. */
export class CreateForgetActors1795200000250 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, FORGET_ACTORS);
    await giveToApplication(runner, SIGNATURE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP FUNCTION ${SIGNATURE}`);
  }
}

/**
 * Looks at the next identities of the organization after a key and deletes those that no event has any more. They are found
 * without the head's lock; then, under it, those are spared that were used since: only events with higher numbers can have. No
 * event moves meanwhile: one that is on its way to another partition would be missed, and a hold that names its actor with it.
 */
const FORGET_ACTORS = `CREATE FUNCTION forget_actors(p_after uuid, p_limit integer)
RETURNS TABLE (last_key uuid, examined integer, forgotten integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  v_organization uuid := current_organization_id();
  v_last bigint;
  v_homes date[];
  v_unused uuid[];
  v_persons text[];
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('daybook.moves:' || v_organization, 0));
  SELECT h.last_sequence INTO v_last FROM log_heads h WHERE h.organization_id = v_organization;
  v_homes := ARRAY(SELECT h.expires_on FROM event_homes h WHERE h.organization_id = v_organization);
  SELECT (array_agg(a.key ORDER BY a.key DESC))[1], count(*), array_agg(a.key) FILTER (WHERE e.used IS NULL)
    INTO last_key, examined, v_unused
    FROM (SELECT key FROM event_actors WHERE organization_id = v_organization AND key > p_after ORDER BY key LIMIT p_limit) a
    LEFT JOIN LATERAL (SELECT true AS used FROM events WHERE organization_id = v_organization AND actor_key = a.key
                          AND expires_on = ANY (v_homes) LIMIT 1) e ON true;
  forgotten := 0;
  IF v_unused IS NOT NULL THEN
    PERFORM FROM log_heads h WHERE h.organization_id = v_organization FOR UPDATE;
    v_homes := ARRAY(SELECT h.expires_on FROM event_homes h WHERE h.organization_id = v_organization);
    WITH gone AS (
      DELETE FROM event_actors a
       WHERE a.organization_id = v_organization AND a.key = ANY (v_unused)
         AND NOT EXISTS (SELECT FROM events e WHERE e.organization_id = v_organization AND e.expires_on = ANY (v_homes)
                            AND e.sequence > v_last AND e.actor_key = a.key)
      RETURNING a.person)
    SELECT count(*), array_agg(DISTINCT g.person) INTO forgotten, v_persons FROM gone g;
    DELETE FROM actor_addresses d
     WHERE d.organization_id = v_organization AND d.actor = ANY (v_persons)
       AND NOT EXISTS (SELECT FROM event_actors a WHERE a.organization_id = v_organization AND a.person = d.actor);
  END IF;
  RETURN NEXT;
END
$$`;
