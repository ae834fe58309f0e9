import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect, run } from './support';

/** Organizations, and the function every row-level policy asks for the one that was entered. */
export class CreateOrganizations1795200000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE FUNCTION current_organization_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
         RETURN nullif(current_setting('app.organization_id', true), '')::uuid`,
      `CREATE TABLE organizations (
         id uuid NOT NULL,
         name text NOT NULL,
         time_zone text NOT NULL DEFAULT 'UTC',
         created_at timestamptz(3) NOT NULL DEFAULT now(),
         CONSTRAINT organizations_pkey PRIMARY KEY (id)
       )`,
    );
    await protect(runner, 'organizations', 'SELECT, INSERT, UPDATE', 'id');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP TABLE organizations', 'DROP FUNCTION current_organization_id()');
  }
}
