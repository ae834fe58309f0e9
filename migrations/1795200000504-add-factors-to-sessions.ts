import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToSteward, run } from './support';

const DEFINER = 'SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp';

const FACTORS_OF_ACCOUNT = `CREATE FUNCTION factors_of_account(p_account_id uuid) RETURNS text[] LANGUAGE sql STABLE ${DEFINER} AS $$
  SELECT array_remove(ARRAY[
    CASE WHEN EXISTS (SELECT FROM totp_authenticators t WHERE t.account_id = p_account_id AND t.confirmed_at IS NOT NULL) THEN 'totp' END,
    CASE WHEN EXISTS (SELECT FROM passkeys p WHERE p.account_id = p_account_id) THEN 'passkey' END,
    CASE WHEN EXISTS (SELECT FROM recovery_codes c WHERE c.account_id = p_account_id AND c.used_at IS NULL) THEN 'recovery_code' END
  ], NULL)
$$`;

const SESSION_BY_TOKEN = `CREATE FUNCTION session_by_token(p_token_hash bytea) RETURNS TABLE (
    organization_id uuid, id uuid, account_id uuid, created_at timestamptz, last_seen_at timestamptz, expires_at timestamptz,
    password_at timestamptz, factor_at timestamptz, factors text[], member_id uuid, joined_at timestamptz, role text, role_name text,
    role_permissions text[], name text, email text, idle_minutes smallint, absolute_hours smallint, mfa_required_since timestamptz)
  LANGUAGE sql STABLE ${DEFINER} AS $$
    SELECT s.organization_id, s.id, s.account_id, s.created_at, s.last_seen_at, s.expires_at,
           s.password_at, s.factor_at, factors_of_account(s.account_id), m.id, m.created_at, m.role, coalesce(r.name, m.role),
           r.permissions, a.name, a.email, o.session_idle_minutes, o.session_absolute_hours, o.mfa_required_since
      FROM sessions s
      JOIN accounts a ON a.id = s.account_id
      JOIN organizations o ON o.id = s.organization_id
      LEFT JOIN members m ON m.organization_id = s.organization_id AND m.account_id = s.account_id
      LEFT JOIN roles r ON r.organization_id = m.organization_id AND r.id::text = m.role
     WHERE s.token_hash = p_token_hash
  $$`;

/** The platform comes last: nobody signs in as an operator without saying so, unless they are nothing else. */
const MEMBERSHIPS_OF_ACCOUNT = `CREATE FUNCTION memberships_of_account(p_account_id uuid) RETURNS TABLE (
    organization_id uuid, organization_name text, member_id uuid, joined_at timestamptz, role text, role_name text, role_permissions text[],
    idle_minutes smallint, absolute_hours smallint, mfa_required_since timestamptz)
  LANGUAGE sql STABLE ${DEFINER} AS $$
    SELECT m.organization_id, o.name, m.id, m.created_at, m.role, coalesce(r.name, m.role), r.permissions,
           o.session_idle_minutes, o.session_absolute_hours, o.mfa_required_since
      FROM members m
      JOIN organizations o ON o.id = m.organization_id
      LEFT JOIN roles r ON r.organization_id = m.organization_id AND r.id::text = m.role
     WHERE m.account_id = p_account_id
     ORDER BY m.organization_id = '00000000-0000-0000-0000-000000000000', m.created_at, m.organization_id
  $$`;

const EXPIRED_SESSIONS = `CREATE FUNCTION expired_sessions(p_now timestamptz, p_limit integer) RETURNS TABLE (organization_id uuid, id uuid)
  LANGUAGE sql STABLE ${DEFINER} AS $$
    SELECT s.organization_id, s.id
      FROM sessions s JOIN organizations o ON o.id = s.organization_id
     WHERE s.expires_at <= p_now
        OR s.last_seen_at <= p_now - make_interval(mins => o.session_idle_minutes)
        OR s.created_at <= p_now - make_interval(hours => o.session_absolute_hours)
     LIMIT p_limit
  $$`;

/** Of those with a factor proven, or of those without: so that whoever knows only the password can never push the others out. */
const SURPLUS_SESSIONS = `CREATE FUNCTION surplus_sessions(p_account_id uuid, p_proven boolean, p_keep integer) RETURNS TABLE (organization_id uuid, id uuid)
  LANGUAGE sql STABLE ${DEFINER} AS $$
    SELECT s.organization_id, s.id FROM sessions s
     WHERE s.account_id = p_account_id AND (s.factor_at IS NOT NULL) = p_proven
     ORDER BY s.created_at DESC, s.id DESC
    OFFSET p_keep
  $$`;

const END_OTHER_SESSIONS = `CREATE FUNCTION end_sessions_of_account(p_account_id uuid, p_but uuid) RETURNS integer LANGUAGE sql VOLATILE ${DEFINER} AS $$
    WITH ended AS (DELETE FROM sessions s WHERE s.account_id = p_account_id AND s.id IS DISTINCT FROM p_but RETURNING 1)
    SELECT count(*)::integer FROM ended
  $$`;

const FUNCTIONS = {
  'factors_of_account(uuid)': FACTORS_OF_ACCOUNT,
  'session_by_token(bytea)': SESSION_BY_TOKEN,
  'memberships_of_account(uuid)': MEMBERSHIPS_OF_ACCOUNT,
  'expired_sessions(timestamptz, integer)': EXPIRED_SESSIONS,
  'surplus_sessions(uuid, boolean, integer)': SURPLUS_SESSIONS,
  'end_sessions_of_account(uuid, uuid)': END_OTHER_SESSIONS,
};

/**
 * What a session has proven, and what its organization asks: limits and factors are found in the one look that knows a
 * token again, so that a change of any of it acts on the next request.
 */
export class AddFactorsToSessions1795200000504 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      'ALTER TABLE sessions ADD COLUMN password_at timestamptz(3), ADD COLUMN factor_at timestamptz(3), ADD COLUMN factor text',
      'GRANT DELETE ON sessions TO daybook_steward',
    );
    for (const [signature, statement] of Object.entries(FUNCTIONS)) {
      await run(runner, statement);
      await giveToSteward(runner, signature);
    }
    await run(runner, 'GRANT EXECUTE ON FUNCTION factors_of_account(uuid) TO daybook_steward');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const signature of Object.keys(FUNCTIONS).toReversed())
      await run(runner, `DROP FUNCTION ${signature}`);
    await run(
      runner,
      'REVOKE DELETE ON sessions FROM daybook_steward',
      'ALTER TABLE sessions DROP COLUMN password_at, DROP COLUMN factor_at, DROP COLUMN factor',
    );
  }
}
