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
         mfa_required_since timestamptz(3),
         session_idle_minutes smallint NOT NULL DEFAULT 15,
         session_absolute_hours smallint NOT NULL DEFAULT 12,
         created_at timestamptz(3) NOT NULL DEFAULT now(),
         CONSTRAINT organizations_pkey PRIMARY KEY (id),
         CONSTRAINT organizations_idle_check CHECK (session_idle_minutes BETWEEN 5 AND 60),
         CONSTRAINT organizations_absolute_check CHECK (session_absolute_hours BETWEEN 1 AND 12)
       )`,
    );
    await protect(runner, 'organizations', 'SELECT, INSERT, UPDATE', 'id');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP TABLE organizations', 'DROP FUNCTION current_organization_id()');
  }
}
