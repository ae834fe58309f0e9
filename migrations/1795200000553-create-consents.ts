import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect, run } from './support';

/** What an organization asks its people to consent to. Each text that was ever in force stays: versions are only added. */
export class CreateConsents1795200000553 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE consents (
         organization_id uuid NOT NULL,
         key text NOT NULL,
         title text NOT NULL,
         required boolean NOT NULL,
         version integer NOT NULL,
         updated_at timestamptz(3) NOT NULL,
         retired_at timestamptz(3),
         CONSTRAINT consents_pkey PRIMARY KEY (organization_id, key),
         CONSTRAINT consents_organization_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id)
       )`,
      `CREATE TABLE consent_versions (
         organization_id uuid NOT NULL,
         key text NOT NULL,
         version integer NOT NULL,
         text text NOT NULL,
         created_at timestamptz(3) NOT NULL,
         created_by jsonb NOT NULL,
         CONSTRAINT consent_versions_pkey PRIMARY KEY (organization_id, key, version),
         CONSTRAINT consent_versions_consent_fkey FOREIGN KEY (organization_id, key) REFERENCES consents (organization_id, key)
       )`,
    );
    await protect(runner, 'consents', 'SELECT, INSERT, UPDATE');
    await protect(runner, 'consent_versions', 'SELECT, INSERT');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP TABLE consent_versions', 'DROP TABLE consents');
  }
}
