import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToSteward, run } from './support';

const SIGNATURE =
  'find_words(tsquery, date[], timestamptz, timestamptz, timestamptz, bigint, boolean, integer)';

/**
 * Keyword search. Under row-level security `@@` reaches no index, because it is not leakproof; so the steward, whose policy
 * is `true`, searches, and takes the tenant from the transaction, never from an argument.
 */
export class CreateFindWords1795200000130 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, FIND_WORDS);
    await giveToSteward(runner, SIGNATURE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP FUNCTION ${SIGNATURE}`);
  }
}

/** Positions of matching events after (older than, or newer than if ascending) a position, in the order of the list. */
const FIND_WORDS = `CREATE FUNCTION find_words(
  p_words tsquery, p_homes date[], p_from timestamptz, p_to timestamptz,
  p_after_time timestamptz, p_after_sequence bigint, p_ascending boolean, p_limit integer)
RETURNS TABLE (occurred_at timestamptz, sequence bigint, expires_on date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
BEGIN
  IF p_ascending THEN
    RETURN QUERY
    SELECT e.occurred_at, e.sequence, e.expires_on FROM events e
     WHERE e.organization_id = current_organization_id() AND e.expires_on = ANY (p_homes)
       AND to_tsvector('simple'::regconfig, e.search_text) @@ p_words
       AND e.occurred_at >= p_from AND e.occurred_at < p_to
       AND (e.occurred_at, e.sequence) > (p_after_time, p_after_sequence)
     ORDER BY e.occurred_at, e.sequence LIMIT p_limit;
  ELSE
    RETURN QUERY
    SELECT e.occurred_at, e.sequence, e.expires_on FROM events e
     WHERE e.organization_id = current_organization_id() AND e.expires_on = ANY (p_homes)
       AND to_tsvector('simple'::regconfig, e.search_text) @@ p_words
       AND e.occurred_at >= p_from AND e.occurred_at < p_to
       AND (e.occurred_at, e.sequence) < (p_after_time, p_after_sequence)
     ORDER BY e.occurred_at DESC, e.sequence DESC LIMIT p_limit;
  END IF;
END
$$`;
