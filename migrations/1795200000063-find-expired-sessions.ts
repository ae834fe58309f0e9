import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToSteward, run } from './support';

/** Sessions that are over though nobody came back to hear it: the sweeper ends them, each in its own organization. */
export class FindExpiredSessions1795200000063 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE FUNCTION expired_sessions(p_now timestamptz, p_idle interval, p_limit integer) RETURNS TABLE (organization_id uuid, id uuid)
       LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
         SELECT s.organization_id, s.id FROM sessions s
          WHERE s.expires_at <= p_now OR s.last_seen_at <= p_now - p_idle
          LIMIT p_limit
       $$`,
    );
    await giveToSteward(runner, 'expired_sessions(timestamptz, interval, integer)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP FUNCTION expired_sessions(timestamptz, interval, integer)');
  }
}
