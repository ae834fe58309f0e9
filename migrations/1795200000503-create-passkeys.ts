import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support';

/** WebAuthn credentials of accounts, and the challenges that are open: each answered once, within five minutes. */
export class CreatePasskeys1795200000503 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE passkeys (
         id uuid NOT NULL,
         account_id uuid NOT NULL,
         name text NOT NULL,
         credential_id text NOT NULL,
         public_key bytea NOT NULL,
         sign_count bigint NOT NULL,
         transports text[] NOT NULL,
         aaguid text NOT NULL,
         backup_eligible boolean NOT NULL,
         backed_up boolean NOT NULL,
         created_at timestamptz(3) NOT NULL,
         last_used_at timestamptz(3),
         CONSTRAINT passkeys_pkey PRIMARY KEY (id),
         CONSTRAINT passkeys_account_fkey FOREIGN KEY (account_id) REFERENCES accounts (id)
       )`,
      `CREATE UNIQUE INDEX passkeys_credential_key ON passkeys (credential_id)`,
      `CREATE INDEX passkeys_account_idx ON passkeys (account_id)`,
      `GRANT SELECT, INSERT, UPDATE, DELETE ON passkeys TO daybook_app`,
      `GRANT SELECT (account_id) ON passkeys TO daybook_steward`,
      `CREATE TABLE passkey_challenges (
         challenge_hash bytea NOT NULL,
         purpose text NOT NULL,
         session_id uuid,
         expires_at timestamptz(3) NOT NULL,
         CONSTRAINT passkey_challenges_pkey PRIMARY KEY (challenge_hash),
         CONSTRAINT passkey_challenges_purpose_check CHECK (purpose IN ('registration', 'verification', 'sign_in'))
       )`,
      `CREATE INDEX passkey_challenges_expiry_idx ON passkey_challenges (expires_at)`,
      `GRANT SELECT, INSERT, DELETE ON passkey_challenges TO daybook_app`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP TABLE passkey_challenges', 'DROP TABLE passkeys');
  }
}
