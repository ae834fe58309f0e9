import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support';

/** When a member last signed in to this organization. */
export class AddLastSignInToMembers1795200000062 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, 'ALTER TABLE members ADD COLUMN last_signed_in_at timestamptz(3)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'ALTER TABLE members DROP COLUMN last_signed_in_at');
  }
}
