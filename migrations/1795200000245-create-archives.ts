import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect, run } from './support';

/** Which files hold events that were purged. */
export class CreateArchives1795200000245 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, ARCHIVES);
    await protect(runner, 'archives', 'SELECT, INSERT, UPDATE, DELETE');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP TABLE archives');
  }
}

/** One row a purge; written when its file is durable and before anything is dropped. `file` is null once an operator deleted it. */
const ARCHIVES = `CREATE TABLE archives (
  organization_id uuid NOT NULL,
  expires_on date NOT NULL,
  file text,
  events bigint NOT NULL,
  first_sequence bigint NOT NULL,
  last_sequence bigint NOT NULL,
  bytes bigint NOT NULL,
  sha256 text NOT NULL,
  archived_at timestamptz(3) NOT NULL,
  deleted_at timestamptz(3),
  CONSTRAINT archives_pkey PRIMARY KEY (organization_id, expires_on),
  CONSTRAINT archives_deleted_check CHECK ((file IS NULL) = (deleted_at IS NOT NULL))
)`;
