import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support';

/** Failed sign-ins by account and address, counted where every process sees them. Keys are hashes: no e-mail stands here. */
export class CreateSignInAttempts1795200000061 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE sign_in_attempts (
         key bytea NOT NULL,
         attempts integer NOT NULL,
         expires_at timestamptz(3) NOT NULL,
         CONSTRAINT sign_in_attempts_pkey PRIMARY KEY (key)
       )`,
      `CREATE INDEX sign_in_attempts_expiry_idx ON sign_in_attempts (expires_at)`,
      `GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_attempts TO daybook_app`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP TABLE sign_in_attempts');
  }
}
