import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToSteward, run } from './support';

const SIGNATURE = 'estimate_words(tsquery, date[])';

/** How many events words will be found in, as the planner guesses: in a third of a millisecond, however many there are. */
export class CreateEstimateWords1795200000142 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, ESTIMATE_WORDS);
    await giveToSteward(runner, SIGNATURE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP FUNCTION ${SIGNATURE}`);
  }
}

/** The steward asks, because under row-level security the planner does not look at the statistics of words. */
const ESTIMATE_WORDS = `CREATE FUNCTION estimate_words(p_words tsquery, p_homes date[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_plan json;
BEGIN
  EXECUTE format(
    'EXPLAIN (FORMAT JSON) SELECT FROM events WHERE organization_id = %L AND expires_on = ANY (%L::date[])
       AND to_tsvector(''simple''::regconfig, search_text) @@ %L::tsquery',
    current_organization_id(), p_homes, p_words) INTO v_plan;
  RETURN (v_plan -> 0 -> 'Plan' ->> 'Plan Rows')::numeric::bigint;
END
$$`;
