import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support';

const PLATFORM = `'00000000-0000-0000-0000-000000000000'`;

/** Into the platform nobody is invited, no key opens it, and it has no roles of its own. */
const TENANTS_ONLY = ['invitations', 'api_keys', 'roles'];

/**
 * Operators are members of the platform's own log. Nobody else is, and no tenant has one: the walls behind what the application
 * says. The platform's row comes with its first operator.
 */
export class CreateOperators1795200000720 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `ALTER TABLE members ADD CONSTRAINT members_operators_check CHECK ((role = 'operator') = (organization_id = ${PLATFORM}))`,
      ...TENANTS_ONLY.map(
        (table) =>
          `ALTER TABLE ${table} ADD CONSTRAINT ${table}_tenants_check CHECK (organization_id <> ${PLATFORM})`,
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      ...TENANTS_ONLY.map((table) => `ALTER TABLE ${table} DROP CONSTRAINT ${table}_tenants_check`),
      'ALTER TABLE members DROP CONSTRAINT members_operators_check',
    );
  }
}
