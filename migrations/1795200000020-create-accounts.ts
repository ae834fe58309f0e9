import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support';

/** People. Global: an account may be a member of many organizations, and is of none. */
export class CreateAccounts1795200000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE accounts (
         id uuid NOT NULL,
         email text NOT NULL,
         name text NOT NULL,
         password_hash text NOT NULL,
         created_at timestamptz(3) NOT NULL DEFAULT now(),
         CONSTRAINT accounts_pkey PRIMARY KEY (id)
       )`,
      `CREATE UNIQUE INDEX accounts_email_key ON accounts (lower(email))`,
      `GRANT SELECT, INSERT, UPDATE ON accounts TO daybook_app`,
      `GRANT SELECT ON accounts TO daybook_steward`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP TABLE accounts');
  }
}
