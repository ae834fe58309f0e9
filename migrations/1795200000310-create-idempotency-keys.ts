import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToSteward, openToSteward, protect, run } from './support';

/** First answers to POST requests with an `Idempotency-Key`, kept for a day. `status` is null while the first is under way. */
export class CreateIdempotencyKeys1795200000310 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE idempotency_keys (
         organization_id uuid NOT NULL,
         holder_id uuid NOT NULL,
         key text NOT NULL,
         attempt_id uuid NOT NULL,
         request_hash bytea NOT NULL,
         status integer,
         answer text,
         expires_at timestamptz(3) NOT NULL,
         CONSTRAINT idempotency_keys_pkey PRIMARY KEY (organization_id, holder_id, key)
       )`,
      `CREATE INDEX idempotency_keys_expiry_idx ON idempotency_keys (expires_at)`,
    );
    await protect(runner, 'idempotency_keys', 'SELECT, INSERT, UPDATE, DELETE');
    await openToSteward(runner, 'idempotency_keys', 'SELECT, DELETE');
    await run(
      runner,
      `CREATE FUNCTION forget_idempotency_keys(p_now timestamptz) RETURNS bigint
       LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
         WITH gone AS (DELETE FROM idempotency_keys k WHERE k.expires_at <= p_now RETURNING 1) SELECT count(*) FROM gone
       $$`,
    );
    await giveToSteward(runner, 'forget_idempotency_keys(timestamptz)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP FUNCTION forget_idempotency_keys(timestamptz)', 'DROP TABLE idempotency_keys');
  }
}
