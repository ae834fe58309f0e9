import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support';

/** What an organization is called in law, where it is, whom to ask, and when it works. */
export class AddDetailsToOrganizations1795200000552 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `ALTER TABLE organizations
         ADD COLUMN legal_name text,
         ADD COLUMN address text,
         ADD COLUMN contact_email text,
         ADD COLUMN contact_phone text,
         ADD COLUMN working_hours jsonb NOT NULL DEFAULT '{}',
         ADD COLUMN holidays jsonb NOT NULL DEFAULT '[]'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `ALTER TABLE organizations DROP COLUMN legal_name, DROP COLUMN address, DROP COLUMN contact_email,
         DROP COLUMN contact_phone, DROP COLUMN working_hours, DROP COLUMN holidays`,
    );
  }
}
