import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support';

/** Ten an account, found by their first three characters; the rest is known by its hash only. */
export class CreateRecoveryCodes1795200000502 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE recovery_codes (
         account_id uuid NOT NULL,
         selector text NOT NULL,
         code_hash text NOT NULL,
         created_at timestamptz(3) NOT NULL,
         used_at timestamptz(3),
         CONSTRAINT recovery_codes_pkey PRIMARY KEY (account_id, selector),
         CONSTRAINT recovery_codes_account_fkey FOREIGN KEY (account_id) REFERENCES accounts (id)
       )`,
      `GRANT SELECT, INSERT, UPDATE, DELETE ON recovery_codes TO daybook_app`,
      `GRANT SELECT (account_id, used_at) ON recovery_codes TO daybook_steward`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP TABLE recovery_codes');
  }
}
