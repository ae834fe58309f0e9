import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToSteward, run } from './support';

const SIGNATURE = 'heads_of_logs(uuid[])';

/** How far the logs of several organizations have come: asked for all that are followed live at once. The steward reads heads already. */
export class CreateHeadsOfLogs1795200000710 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, HEADS);
    await giveToSteward(runner, SIGNATURE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP FUNCTION ${SIGNATURE}`);
  }
}

/** An organization without events has no row. A head says how many events there were, and nothing about them. */
const HEADS = `CREATE FUNCTION heads_of_logs(p_organization_ids uuid[]) RETURNS TABLE (organization_id uuid, last_sequence bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT h.organization_id, h.last_sequence FROM log_heads h WHERE h.organization_id = ANY (p_organization_ids)
$$`;
