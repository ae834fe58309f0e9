import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support';

/** Failures at a factor, counted by account and kind over all sessions, processes and addresses (A9). */
export class CreateFactorAttempts1795200000501 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE factor_attempts (
         account_id uuid NOT NULL,
         factor text NOT NULL,
         recent integer NOT NULL,
         window_ends_at timestamptz(3) NOT NULL,
         consecutive integer NOT NULL,
         CONSTRAINT factor_attempts_pkey PRIMARY KEY (account_id, factor),
         CONSTRAINT factor_attempts_account_fkey FOREIGN KEY (account_id) REFERENCES accounts (id)
       )`,
      `GRANT SELECT, INSERT, UPDATE, DELETE ON factor_attempts TO daybook_app`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP TABLE factor_attempts');
  }
}
