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
      `CREATE FUNCTION any_organization_exists() RETURNS boolean
       LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
         SELECT EXISTS (SELECT 1 FROM organizations WHERE id <> '00000000-0000-0000-0000-000000000000')
       $$`,
    );
    await giveToSteward(runner, 'any_organization_exists()');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP FUNCTION any_organization_exists()', 'DROP TABLE sessions');
  }
}
