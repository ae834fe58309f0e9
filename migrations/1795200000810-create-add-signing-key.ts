import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToApplication, run } from './support';

const SIGNATURE = 'add_signing_key(integer, bytea, timestamptz, timestamptz)';

/** `add_signing_key()`: the only way to a new generation of the installation's key. */
export class CreateAddSigningKey1795200000810 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, ADD);
    await giveToApplication(runner, SIGNATURE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP FUNCTION ${SIGNATURE}`);
  }
}

/**
 * Adds the next generation and says when those before it retire, unless that is said already. False when it is not the next one: somebody
 * else was first.
 */
const ADD = `CREATE FUNCTION add_signing_key(p_generation integer, p_public_key bytea, p_created_at timestamptz, p_retire_others_at timestamptz)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  LOCK TABLE signing_keys IN EXCLUSIVE MODE;
  IF p_generation <> (SELECT coalesce(max(k.generation), 0) + 1 FROM signing_keys k) THEN
    RETURN false;
  END IF;
  UPDATE signing_keys k SET retired_at = p_retire_others_at WHERE k.retired_at IS NULL;
  INSERT INTO signing_keys (generation, public_key, created_at) VALUES (p_generation, p_public_key, p_created_at);
  RETURN true;
END
$$`;
