import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToSteward, run } from './support';

/** An account's sessions wherever they are: their holder sees and ends them across organizations. Those that are over are none. */
export class ListSessionsOfAccount1795200000601 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE FUNCTION sessions_of_account(p_account_id uuid, p_now timestamptz) RETURNS TABLE (
         organization_id uuid, organization_name text, id uuid, created_at timestamptz, last_seen_at timestamptz, expires_at timestamptz,
         ip inet, user_agent text)
       LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
         SELECT s.organization_id, o.name, s.id, s.created_at, s.last_seen_at, s.expires_at, s.ip, s.user_agent
           FROM sessions s JOIN organizations o ON o.id = s.organization_id
          WHERE s.account_id = p_account_id
            AND s.expires_at > p_now
            AND s.last_seen_at > p_now - make_interval(mins => o.session_idle_minutes)
            AND s.created_at > p_now - make_interval(hours => o.session_absolute_hours)
          ORDER BY s.last_seen_at DESC, s.id DESC
       $$`,
    );
    await giveToSteward(runner, 'sessions_of_account(uuid, timestamptz)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP FUNCTION sessions_of_account(uuid, timestamptz)');
  }
}
