import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support';

/**
 * Authenticator apps, of accounts and so of no organization: one that counts and one that is being enrolled. The secret is
 * encrypted. The steward, which finds sessions, may know that there is one, and no more.
 */
export class CreateTotpAuthenticators1795200000500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE totp_authenticators (
         id uuid NOT NULL,
         account_id uuid NOT NULL,
         secret bytea NOT NULL,
         last_step integer NOT NULL,
         created_at timestamptz(3) NOT NULL,
         confirmed_at timestamptz(3),
         CONSTRAINT totp_authenticators_pkey PRIMARY KEY (id),
         CONSTRAINT totp_authenticators_account_fkey FOREIGN KEY (account_id) REFERENCES accounts (id)
       )`,
      `CREATE UNIQUE INDEX totp_authenticators_confirmed_key ON totp_authenticators (account_id) WHERE confirmed_at IS NOT NULL`,
      `CREATE UNIQUE INDEX totp_authenticators_pending_key ON totp_authenticators (account_id) WHERE confirmed_at IS NULL`,
      `GRANT SELECT, INSERT, UPDATE, DELETE ON totp_authenticators TO daybook_app`,
      `GRANT SELECT (account_id, confirmed_at) ON totp_authenticators TO daybook_steward`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP TABLE totp_authenticators');
  }
}
