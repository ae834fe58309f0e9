import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToSteward, openToSteward, protect, run } from './support';

/** A shortened policy's work: which rows have been looked at, how many were moved. The row is the truth; it survives a crash. */
export class CreateRehomings1795200000240 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE rehomings (
         organization_id uuid NOT NULL,
         policy_version bigint NOT NULL,
         state text NOT NULL,
         requested_at timestamptz(3) NOT NULL,
         events_total bigint NOT NULL,
         events_examined bigint NOT NULL DEFAULT 0,
         events_moved bigint NOT NULL DEFAULT 0,
         cursor_date date,
         cursor_sequence bigint NOT NULL DEFAULT 0,
         finished_at timestamptz(3),
         CONSTRAINT rehomings_pkey PRIMARY KEY (organization_id, policy_version),
         CONSTRAINT rehomings_state_check CHECK (state IN ('pending', 'done', 'superseded'))
       )`,
      `CREATE INDEX rehomings_pending_idx ON rehomings (requested_at) WHERE state = 'pending'`,
    );
    await protect(runner, 'rehomings', 'SELECT, INSERT, UPDATE');
    await openToSteward(runner, 'rehomings', 'SELECT');
    await run(
      runner,
      `CREATE FUNCTION pending_rehomings(p_requested_before timestamptz) RETURNS TABLE (organization_id uuid)
       LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
         SELECT DISTINCT r.organization_id FROM rehomings r WHERE r.state = 'pending' AND r.requested_at < p_requested_before
       $$`,
    );
    await giveToSteward(runner, 'pending_rehomings(timestamptz)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP FUNCTION pending_rehomings(timestamptz)', 'DROP TABLE rehomings');
  }
}
