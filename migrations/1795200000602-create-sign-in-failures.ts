import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support';

/**
 * Wrong passwords in a row, by account for strangers and by account and device for devices that are known, also for accounts
 * that do not exist. Keys are hashes: no e-mail stands here. `account_key` finds all of one account, to lift its locks.
 */
export class CreateSignInFailures1795200000602 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE sign_in_failures (
         key bytea NOT NULL,
         account_key bytea NOT NULL,
         failures integer NOT NULL,
         blocked_until timestamptz(3) NOT NULL,
         expires_at timestamptz(3) NOT NULL,
         CONSTRAINT sign_in_failures_pkey PRIMARY KEY (key)
       )`,
      `CREATE INDEX sign_in_failures_account_idx ON sign_in_failures (account_key)`,
      `CREATE INDEX sign_in_failures_expiry_idx ON sign_in_failures (expires_at)`,
      `GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_failures TO daybook_app`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP TABLE sign_in_failures');
  }
}
