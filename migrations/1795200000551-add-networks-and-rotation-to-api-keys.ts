import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToSteward, run } from './support';

/** From where a key may be used, from where it was; and the secret before the present one, which works for a while (A24). */
export class AddNetworksAndRotationToApiKeys1795200000551 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `ALTER TABLE api_keys
         ADD COLUMN allowed_networks text[] NOT NULL DEFAULT '{}',
         ADD COLUMN last_used_ip inet,
         ADD COLUMN rotated_at timestamptz(3),
         ADD COLUMN previous_secret_hash bytea,
         ADD COLUMN previous_until timestamptz(3)`,
      `CREATE UNIQUE INDEX api_keys_previous_secret_key ON api_keys (previous_secret_hash) WHERE previous_secret_hash IS NOT NULL`,
      'DROP FUNCTION api_key_by_secret(bytea)',
      BY_SECRET,
    );
    await giveToSteward(runner, 'api_key_by_secret(bytea)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      'DROP FUNCTION api_key_by_secret(bytea)',
      'DROP INDEX api_keys_previous_secret_key',
      `ALTER TABLE api_keys DROP COLUMN allowed_networks, DROP COLUMN last_used_ip, DROP COLUMN rotated_at,
         DROP COLUMN previous_secret_hash, DROP COLUMN previous_until`,
      BY_SECRET_BEFORE,
    );
    await giveToSteward(runner, 'api_key_by_secret(bytea)');
  }
}

const BY_SECRET = `CREATE FUNCTION api_key_by_secret(p_secret_hash bytea) RETURNS TABLE (
  organization_id uuid, id uuid, name text, scopes text[], allowed_networks text[], expires_at timestamptz, superseded boolean,
  revoked_at timestamptz, last_used_at timestamptz, last_used_ip inet)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT k.organization_id, k.id, k.name, k.scopes, k.allowed_networks, k.expires_at, false, k.revoked_at, k.last_used_at, k.last_used_ip
    FROM api_keys k WHERE k.secret_hash = p_secret_hash
  UNION ALL
  SELECT k.organization_id, k.id, k.name, k.scopes, k.allowed_networks, k.previous_until, true, k.revoked_at, k.last_used_at, k.last_used_ip
    FROM api_keys k WHERE k.previous_secret_hash = p_secret_hash
$$`;

const BY_SECRET_BEFORE = `CREATE FUNCTION api_key_by_secret(p_secret_hash bytea) RETURNS TABLE (
  organization_id uuid, id uuid, name text, scopes text[], expires_at timestamptz, revoked_at timestamptz, last_used_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT k.organization_id, k.id, k.name, k.scopes, k.expires_at, k.revoked_at, k.last_used_at
    FROM api_keys k WHERE k.secret_hash = p_secret_hash
$$`;
