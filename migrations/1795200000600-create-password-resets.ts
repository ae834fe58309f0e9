import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support';

/**
 * Wishes for a new password or another address. Accounts belong to no organization, and neither do these. A reset is stored
 * for every address that asks, known or not, so that asking is the same work; `account_id` and `token_hash` come with its mail.
 */
export class CreatePasswordResets1795200000600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE password_resets (
         id uuid NOT NULL,
         email text NOT NULL,
         account_id uuid,
         token_hash bytea,
         requested_at timestamptz(3) NOT NULL,
         expires_at timestamptz(3) NOT NULL,
         handled_at timestamptz(3),
         used_at timestamptz(3),
         CONSTRAINT password_resets_pkey PRIMARY KEY (id),
         CONSTRAINT password_resets_account_fkey FOREIGN KEY (account_id) REFERENCES accounts (id)
       )`,
      `CREATE UNIQUE INDEX password_resets_token_key ON password_resets (token_hash)`,
      `CREATE INDEX password_resets_account_idx ON password_resets (account_id) WHERE used_at IS NULL`,
      `CREATE INDEX password_resets_waiting_idx ON password_resets (requested_at) WHERE handled_at IS NULL`,
      `CREATE INDEX password_resets_expiry_idx ON password_resets (expires_at)`,
      `CREATE INDEX password_resets_email_idx ON password_resets (email, requested_at)`,
      `CREATE TABLE email_changes (
         id uuid NOT NULL,
         account_id uuid NOT NULL,
         email text NOT NULL,
         token_hash bytea NOT NULL,
         requested_at timestamptz(3) NOT NULL,
         expires_at timestamptz(3) NOT NULL,
         CONSTRAINT email_changes_pkey PRIMARY KEY (account_id),
         CONSTRAINT email_changes_account_fkey FOREIGN KEY (account_id) REFERENCES accounts (id)
       )`,
      `CREATE UNIQUE INDEX email_changes_token_key ON email_changes (token_hash)`,
      `ALTER TABLE accounts ADD COLUMN password_changed_at timestamptz(3)`,
      `GRANT SELECT, INSERT, UPDATE, DELETE ON password_resets, email_changes TO daybook_app`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      'ALTER TABLE accounts DROP COLUMN password_changed_at',
      'DROP TABLE email_changes',
      'DROP TABLE password_resets',
    );
  }
}
