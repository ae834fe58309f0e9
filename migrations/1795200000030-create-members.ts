import type { MigrationInterface, QueryRunner } from 'typeorm';
import { openToSteward, protect, run } from './support';

export class CreateMembers1795200000030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE members (
         organization_id uuid NOT NULL,
         id uuid NOT NULL,
         account_id uuid NOT NULL,
         role text NOT NULL,
         created_at timestamptz(3) NOT NULL DEFAULT now(),
         CONSTRAINT members_pkey PRIMARY KEY (organization_id, id),
         CONSTRAINT members_account_key UNIQUE (organization_id, account_id),
         CONSTRAINT members_organization_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
         CONSTRAINT members_account_fkey FOREIGN KEY (account_id) REFERENCES accounts (id)
       )`,
      `CREATE INDEX members_account_idx ON members (account_id)`,
    );
    await protect(runner, 'members', 'SELECT, INSERT, UPDATE, DELETE');
    await openToSteward(runner, 'members', 'SELECT');
    await openToSteward(runner, 'organizations', 'SELECT');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP TABLE members', 'DROP POLICY organizations_of_steward ON organizations');
  }
}
