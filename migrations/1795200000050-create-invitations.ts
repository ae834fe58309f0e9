import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToSteward, openToSteward, protect, run } from './support';

export class CreateInvitations1795200000050 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE invitations (
         organization_id uuid NOT NULL,
         id uuid NOT NULL,
         email text NOT NULL,
         role text NOT NULL,
         token_hash bytea NOT NULL,
         invited_by uuid NOT NULL,
         created_at timestamptz(3) NOT NULL,
         expires_at timestamptz(3) NOT NULL,
         accepted_at timestamptz(3),
         CONSTRAINT invitations_pkey PRIMARY KEY (organization_id, id),
         CONSTRAINT invitations_organization_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id)
       )`,
      `CREATE UNIQUE INDEX invitations_token_key ON invitations (token_hash)`,
      `CREATE UNIQUE INDEX invitations_open_key ON invitations (organization_id, lower(email)) WHERE accepted_at IS NULL`,
    );
    await protect(runner, 'invitations', 'SELECT, INSERT, UPDATE, DELETE');
    await openToSteward(runner, 'invitations', 'SELECT');
    await run(
      runner,
      `CREATE FUNCTION invitation_by_token(p_token_hash bytea) RETURNS TABLE (
         organization_id uuid, id uuid, email text, role text, role_name text, expires_at timestamptz, accepted_at timestamptz, organization_name text)
       LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
         SELECT i.organization_id, i.id, i.email, i.role, coalesce(r.name, i.role), i.expires_at, i.accepted_at, o.name
           FROM invitations i JOIN organizations o ON o.id = i.organization_id
           LEFT JOIN roles r ON r.organization_id = i.organization_id AND r.id::text = i.role
          WHERE i.token_hash = p_token_hash
       $$`,
    );
    await giveToSteward(runner, 'invitation_by_token(bytea)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP FUNCTION invitation_by_token(bytea)', 'DROP TABLE invitations');
  }
}
