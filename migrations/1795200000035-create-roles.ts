import type { MigrationInterface, QueryRunner } from 'typeorm';
import { openToSteward, protect, run } from './support';

/** Roles that an organization made itself. A member's role is one of the built-in names, or the id of one of these. */
export class CreateRoles1795200000035 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE roles (
         organization_id uuid NOT NULL,
         id uuid NOT NULL,
         name text NOT NULL,
         permissions text[] NOT NULL,
         created_at timestamptz(3) NOT NULL,
         updated_at timestamptz(3) NOT NULL,
         CONSTRAINT roles_pkey PRIMARY KEY (organization_id, id),
         CONSTRAINT roles_organization_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id)
       )`,
      `CREATE UNIQUE INDEX roles_name_key ON roles (organization_id, lower(name))`,
    );
    await protect(runner, 'roles', 'SELECT, INSERT, UPDATE, DELETE');
    await openToSteward(runner, 'roles', 'SELECT');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP TABLE roles');
  }
}
