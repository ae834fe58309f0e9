import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToSteward, run } from './support';

/** Sessions that are to go on under a new token, and the token before the present one, which is good for a moment more (A11). */
export class RotateSessions1795200000506 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `ALTER TABLE sessions
         ADD COLUMN rotate_since timestamptz(3),
         ADD COLUMN previous_token_hash bytea,
         ADD COLUMN previous_until timestamptz(3)`,
      `CREATE UNIQUE INDEX sessions_previous_token_key ON sessions (previous_token_hash) WHERE previous_token_hash IS NOT NULL`,
      'DROP FUNCTION session_by_token(bytea)',
      BY_TOKEN,
    );
    await giveToSteward(runner, 'session_by_token(bytea)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      'DROP FUNCTION session_by_token(bytea)',
      'DROP INDEX sessions_previous_token_key',
      'ALTER TABLE sessions DROP COLUMN rotate_since, DROP COLUMN previous_token_hash, DROP COLUMN previous_until',
      BY_TOKEN_BEFORE,
    );
    await giveToSteward(runner, 'session_by_token(bytea)');
  }
}

const COLUMNS = `organization_id uuid, id uuid, account_id uuid, created_at timestamptz, last_seen_at timestamptz, expires_at timestamptz,
  password_at timestamptz, factor_at timestamptz, factors text[], member_id uuid, joined_at timestamptz, role text, role_name text,
  role_permissions text[], name text, email text, idle_minutes smallint, absolute_hours smallint, mfa_required_since timestamptz`;

const VALUES = `s.organization_id, s.id, s.account_id, s.created_at, s.last_seen_at, s.expires_at,
  s.password_at, s.factor_at, factors_of_account(s.account_id), m.id, m.created_at, m.role, coalesce(r.name, m.role),
  r.permissions, a.name, a.email, o.session_idle_minutes, o.session_absolute_hours, o.mfa_required_since`;

const JOINS = `JOIN accounts a ON a.id = s.account_id
  JOIN organizations o ON o.id = s.organization_id
  LEFT JOIN members m ON m.organization_id = s.organization_id AND m.account_id = s.account_id
  LEFT JOIN roles r ON r.organization_id = m.organization_id AND r.id::text = m.role`;

/** `superseded_until` is null for the present token; `rotate_since` is for the present one alone. */
const BY_TOKEN = `CREATE FUNCTION session_by_token(p_token_hash bytea) RETURNS TABLE (${COLUMNS},
  rotate_since timestamptz, superseded_until timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT ${VALUES}, s.rotate_since, NULL::timestamptz
    FROM sessions s ${JOINS} WHERE s.token_hash = p_token_hash
  UNION ALL
  SELECT ${VALUES}, NULL::timestamptz, s.previous_until
    FROM sessions s ${JOINS} WHERE s.previous_token_hash = p_token_hash
$$`;

const BY_TOKEN_BEFORE = `CREATE FUNCTION session_by_token(p_token_hash bytea) RETURNS TABLE (${COLUMNS})
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT ${VALUES} FROM sessions s ${JOINS} WHERE s.token_hash = p_token_hash
$$`;
