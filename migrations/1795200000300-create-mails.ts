import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToSteward, openToSteward, protect, run } from './support';

/**
 * The outbox: a mail is committed with the change that causes it, and sent after. Its text goes once it is sent. No foreign key: what is
 * said to people of an organization that has gone is the platform's, which is no organization.
 */
export class CreateMails1795200000300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE mails (
         organization_id uuid NOT NULL,
         id uuid NOT NULL,
         recipient text NOT NULL,
         subject text NOT NULL,
         body text,
         attempts integer NOT NULL DEFAULT 0,
         created_at timestamptz(3) NOT NULL,
         due_at timestamptz(3),
         sent_at timestamptz(3),
         last_error text,
         CONSTRAINT mails_pkey PRIMARY KEY (organization_id, id)
       )`,
      `CREATE INDEX mails_due_idx ON mails (due_at) WHERE due_at IS NOT NULL`,
    );
    await protect(runner, 'mails', 'SELECT, INSERT, UPDATE');
    await openToSteward(runner, 'mails', 'SELECT');
    await run(
      runner,
      `CREATE FUNCTION organizations_with_due_mail(p_now timestamptz) RETURNS TABLE (organization_id uuid)
       LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
         SELECT DISTINCT m.organization_id FROM mails m WHERE m.due_at <= p_now
       $$`,
    );
    await giveToSteward(runner, 'organizations_with_due_mail(timestamptz)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP FUNCTION organizations_with_due_mail(timestamptz)', 'DROP TABLE mails');
  }
}
