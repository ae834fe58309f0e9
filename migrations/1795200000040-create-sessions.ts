import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToSteward, openToSteward, protect, run } from './support';

/** Sessions, each bound to one organization (S1-05); the token itself is never stored, only its SHA-256. */
export class CreateSessions1795200000040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE sessions (
         organization_id uuid NOT NULL,
         id uuid NOT NULL,
         account_id uuid NOT NULL,
         token_hash bytea NOT NULL,
         created_at timestamptz(3) NOT NULL,
         last_seen_at timestamptz(3) NOT NULL,
         expires_at timestamptz(3) NOT NULL,
         ip inet,
         user_agent text,
         CONSTRAINT sessions_pkey PRIMARY KEY (organization_id, id),
         CONSTRAINT sessions_organization_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
         CONSTRAINT sessions_account_fkey FOREIGN KEY (account_id) REFERENCES accounts (id)
       )`,
      `CREATE UNIQUE INDEX sessions_token_key ON sessions (token_hash)`,
      `CREATE INDEX sessions_account_idx ON sessions (account_id)`,
    );
    await protect(runner, 'sessions', 'SELECT, INSERT, UPDATE, DELETE');
    await openToSteward(runner, 'sessions', 'SELECT');
    await run(
      runner,
      `CREATE FUNCTION session_by_token(p_token_hash bytea) RETURNS TABLE (
         organization_id uuid, id uuid, account_id uuid, created_at timestamptz, last_seen_at timestamptz, expires_at timestamptz,
         member_id uuid, role text, role_name text, role_permissions text[], name text, email text)
       LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
         SELECT s.organization_id, s.id, s.account_id, s.created_at, s.last_seen_at, s.expires_at, m.id, m.role, coalesce(r.name, m.role), r.permissions, a.name, a.email
           FROM sessions s
           JOIN accounts a ON a.id = s.account_id
           LEFT JOIN members m ON m.organization_id = s.organization_id AND m.account_id = s.account_id
           LEFT JOIN roles r ON r.organization_id = m.organization_id AND r.id::text = m.role
          WHERE s.token_hash = p_token_hash
       $$`,
      `CREATE FUNCTION memberships_of_account(p_account_id uuid) RETURNS TABLE (
         organization_id uuid, organization_name text, member_id uuid, role text, role_name text, role_permissions text[], created_at timestamptz)
       LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
         SELECT m.organization_id, o.name, m.id, m.role, coalesce(r.name, m.role), r.permissions, m.created_at
           FROM members m JOIN organizations o ON o.id = m.organization_id
           LEFT JOIN roles r ON r.organization_id = m.organization_id AND r.id::text = m.role
          WHERE m.account_id = p_account_id
          ORDER BY m.created_at, m.organization_id
       $$`,
      `CREATE FUNCTION any_organization_exists() RETURNS boolean
       LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$ SELECT EXISTS (SELECT 1 FROM organizations) $$`,
    );
    await giveToSteward(runner, 'session_by_token(bytea)');
    await giveToSteward(runner, 'memberships_of_account(uuid)');
    await giveToSteward(runner, 'any_organization_exists()');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      'DROP FUNCTION any_organization_exists()',
      'DROP FUNCTION memberships_of_account(uuid)',
      'DROP FUNCTION session_by_token(bytea)',
      'DROP TABLE sessions',
    );
  }
}
