import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToSteward, openToSteward, protect, run } from './support';

const RECIPIENTS = 'review_digest_recipients(uuid, uuid, integer)';

/** Who wants the weekly review by mail, and which weeks they have had: a row a week, so that none comes twice. */
export class CreateReviewDigests1795200000161 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE review_digests (
         organization_id uuid NOT NULL,
         account_id uuid NOT NULL,
         weekday smallint NOT NULL,
         hour smallint NOT NULL,
         created_at timestamptz(3) NOT NULL,
         CONSTRAINT review_digests_pkey PRIMARY KEY (organization_id, account_id),
         CONSTRAINT review_digests_organization_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
         CONSTRAINT review_digests_account_fkey FOREIGN KEY (account_id) REFERENCES accounts (id),
         CONSTRAINT review_digests_time_check CHECK (weekday BETWEEN 1 AND 7 AND hour BETWEEN 0 AND 23)
       )`,
      `CREATE TABLE review_digest_weeks (
         organization_id uuid NOT NULL,
         account_id uuid NOT NULL,
         week date NOT NULL,
         sent boolean NOT NULL,
         handled_at timestamptz(3) NOT NULL,
         CONSTRAINT review_digest_weeks_pkey PRIMARY KEY (organization_id, account_id, week),
         CONSTRAINT review_digest_weeks_organization_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id)
       )`,
    );
    await protect(runner, 'review_digests', 'SELECT, INSERT, UPDATE, DELETE');
    await protect(runner, 'review_digest_weeks', 'SELECT, INSERT');
    await openToSteward(runner, 'review_digests', 'SELECT');
    await openToSteward(runner, 'review_digest_weeks', 'SELECT');
    await run(runner, FUNCTION);
    await giveToSteward(runner, RECIPIENTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `DROP FUNCTION ${RECIPIENTS}`,
      'DROP TABLE review_digest_weeks',
      'DROP TABLE review_digests',
    );
  }
}

/** Page by page over all organizations. `last_week`: the Monday of the last week that was handled. */
const FUNCTION = `CREATE FUNCTION review_digest_recipients(p_organization_id uuid, p_account_id uuid, p_limit integer)
RETURNS TABLE (organization_id uuid, account_id uuid, weekday smallint, hour smallint, created_at timestamptz,
               organization_name text, time_zone text, last_week date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT d.organization_id, d.account_id, d.weekday, d.hour, d.created_at, o.name, o.time_zone,
         (SELECT max(w.week) FROM review_digest_weeks w WHERE w.organization_id = d.organization_id AND w.account_id = d.account_id)
    FROM review_digests d JOIN organizations o ON o.id = d.organization_id
   WHERE (d.organization_id, d.account_id) > (p_organization_id, p_account_id)
   ORDER BY d.organization_id, d.account_id
   LIMIT p_limit
$$`;
