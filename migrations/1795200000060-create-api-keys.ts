import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToSteward, openToSteward, protect, run } from './support';

/** Keys of host products: 256-bit secrets, stored as SHA-256; the prefix is for people and scanners (A24). */
export class CreateApiKeys1795200000060 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE api_keys (
         organization_id uuid NOT NULL,
         id uuid NOT NULL,
         name text NOT NULL,
         prefix text NOT NULL,
         secret_hash bytea NOT NULL,
         scopes text[] NOT NULL,
         created_by uuid NOT NULL,
         created_at timestamptz(3) NOT NULL,
         expires_at timestamptz(3) NOT NULL,
         last_used_at timestamptz(3),
         revoked_at timestamptz(3),
         CONSTRAINT api_keys_pkey PRIMARY KEY (organization_id, id),
         CONSTRAINT api_keys_organization_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id)
       )`,
      `CREATE UNIQUE INDEX api_keys_secret_key ON api_keys (secret_hash)`,
    );
    await protect(runner, 'api_keys', 'SELECT, INSERT, UPDATE');
    await openToSteward(runner, 'api_keys', 'SELECT');
    await run(
      runner,
      `CREATE FUNCTION api_key_by_secret(p_secret_hash bytea) RETURNS TABLE (
         organization_id uuid, id uuid, name text, scopes text[], expires_at timestamptz, revoked_at timestamptz, last_used_at timestamptz)
       LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
         SELECT k.organization_id, k.id, k.name, k.scopes, k.expires_at, k.revoked_at, k.last_used_at
           FROM api_keys k WHERE k.secret_hash = p_secret_hash
       $$`,
    );
    await giveToSteward(runner, 'api_key_by_secret(bytea)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP FUNCTION api_key_by_secret(bytea)', 'DROP TABLE api_keys');
  }
}
