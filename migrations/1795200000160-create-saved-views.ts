import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect, run } from './support';

/** Named queries of the log, and the one that each person's log opens with. */
export class CreateSavedViews1795200000160 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE saved_views (
         organization_id uuid NOT NULL,
         id uuid NOT NULL,
         owner_id uuid NOT NULL,
         name text NOT NULL,
         shared boolean NOT NULL,
         query jsonb NOT NULL,
         version integer NOT NULL,
         created_at timestamptz(3) NOT NULL,
         updated_at timestamptz(3) NOT NULL,
         CONSTRAINT saved_views_pkey PRIMARY KEY (organization_id, id),
         CONSTRAINT saved_views_organization_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
         CONSTRAINT saved_views_owner_fkey FOREIGN KEY (owner_id) REFERENCES accounts (id)
       )`,
      `CREATE UNIQUE INDEX saved_views_name_key ON saved_views (organization_id, owner_id, lower(name))`,
      `CREATE TABLE default_views (
         organization_id uuid NOT NULL,
         account_id uuid NOT NULL,
         view_id text NOT NULL,
         CONSTRAINT default_views_pkey PRIMARY KEY (organization_id, account_id),
         CONSTRAINT default_views_organization_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
         CONSTRAINT default_views_account_fkey FOREIGN KEY (account_id) REFERENCES accounts (id)
       )`,
    );
    await protect(runner, 'saved_views', 'SELECT, INSERT, UPDATE, DELETE');
    await protect(runner, 'default_views', 'SELECT, INSERT, UPDATE, DELETE');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP TABLE default_views', 'DROP TABLE saved_views');
  }
}
