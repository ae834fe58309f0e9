import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToSteward, run } from './support';

/**
 * An organization always has an Owner (A3). The application locks the organization and says so politely; this is the wall
 * behind it, looked at when the transaction commits.
 */
export class KeepAnOwner1795200000064 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE FUNCTION keep_an_owner() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
       BEGIN
         IF NOT EXISTS (SELECT FROM members m WHERE m.organization_id = OLD.organization_id AND m.role = 'owner') THEN
           RAISE EXCEPTION 'an organization needs an Owner' USING ERRCODE = 'DY003';
         END IF;
         RETURN NULL;
       END
       $$`,
      `CREATE CONSTRAINT TRIGGER members_keep_an_owner AFTER DELETE OR UPDATE OF role ON members DEFERRABLE INITIALLY DEFERRED
         FOR EACH ROW WHEN (OLD.role = 'owner') EXECUTE FUNCTION keep_an_owner()`,
    );
    await giveToSteward(runner, 'keep_an_owner()');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP TRIGGER members_keep_an_owner ON members', 'DROP FUNCTION keep_an_owner()');
  }
}
