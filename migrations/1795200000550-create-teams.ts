import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect, run } from './support';

/** Teams of an organization's members. Who leads one may see the activity of its people. */
export class CreateTeams1795200000550 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE teams (
         organization_id uuid NOT NULL,
         id uuid NOT NULL,
         name text NOT NULL,
         created_at timestamptz(3) NOT NULL,
         CONSTRAINT teams_pkey PRIMARY KEY (organization_id, id),
         CONSTRAINT teams_organization_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id)
       )`,
      `CREATE UNIQUE INDEX teams_name_key ON teams (organization_id, lower(name))`,
      `CREATE TABLE team_members (
         organization_id uuid NOT NULL,
         team_id uuid NOT NULL,
         member_id uuid NOT NULL,
         lead boolean NOT NULL,
         created_at timestamptz(3) NOT NULL,
         CONSTRAINT team_members_pkey PRIMARY KEY (organization_id, team_id, member_id),
         CONSTRAINT team_members_team_fkey FOREIGN KEY (organization_id, team_id) REFERENCES teams (organization_id, id),
         CONSTRAINT team_members_member_fkey FOREIGN KEY (organization_id, member_id) REFERENCES members (organization_id, id)
       )`,
      `CREATE INDEX team_members_member_idx ON team_members (organization_id, member_id)`,
    );
    await protect(runner, 'teams', 'SELECT, INSERT, UPDATE, DELETE');
    await protect(runner, 'team_members', 'SELECT, INSERT, UPDATE, DELETE');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP TABLE team_members', 'DROP TABLE teams');
  }
}
