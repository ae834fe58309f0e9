import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToSteward, openToSteward, protect, run } from './support';

/** Owners taking away the factors of somebody who has lost them: due a day later, so that the person can object (ASVS 6.4.4). */
export class CreateFactorResets1795200000505 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE factor_resets (
         organization_id uuid NOT NULL,
         id uuid NOT NULL,
         member_id uuid NOT NULL,
         account_id uuid NOT NULL,
         requested_by uuid NOT NULL,
         requested_at timestamptz(3) NOT NULL,
         due_at timestamptz(3) NOT NULL,
         cancelled_at timestamptz(3),
         done_at timestamptz(3),
         CONSTRAINT factor_resets_pkey PRIMARY KEY (organization_id, id),
         CONSTRAINT factor_resets_organization_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
         CONSTRAINT factor_resets_account_fkey FOREIGN KEY (account_id) REFERENCES accounts (id)
       )`,
      `CREATE UNIQUE INDEX factor_resets_open_key ON factor_resets (organization_id, account_id) WHERE cancelled_at IS NULL AND done_at IS NULL`,
    );
    await protect(runner, 'factor_resets', 'SELECT, INSERT, UPDATE');
    await openToSteward(runner, 'factor_resets', 'SELECT');
    await run(
      runner,
      `CREATE FUNCTION due_factor_resets(p_now timestamptz) RETURNS TABLE (organization_id uuid, id uuid)
       LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
         SELECT r.organization_id, r.id FROM factor_resets r
          WHERE r.cancelled_at IS NULL AND r.done_at IS NULL AND r.due_at <= p_now
       $$`,
    );
    await giveToSteward(runner, 'due_factor_resets(timestamptz)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP FUNCTION due_factor_resets(timestamptz)', 'DROP TABLE factor_resets');
  }
}
