import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToSteward, openToSteward, protect, run } from './support';

const DUE = 'export_schedules_due(timestamptz, uuid, uuid, integer)';
const OPEN = 'export_schedule_runs_open(timestamptz, uuid, uuid, integer)';

/** Exports that are made regularly, and what became of each: a row a period, so that none is exported twice. */
export class CreateExportSchedules1795200000410 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, SCHEDULES, RUNS, OPEN_INDEX);
    await protect(runner, 'export_schedules', 'SELECT, INSERT, UPDATE');
    await protect(runner, 'export_schedule_runs', 'SELECT, INSERT, UPDATE');
    await openToSteward(runner, 'export_schedules', 'SELECT');
    await openToSteward(runner, 'export_schedule_runs', 'SELECT');
    await run(runner, DUE_FUNCTION, OPEN_FUNCTION);
    await giveToSteward(runner, DUE);
    await giveToSteward(runner, OPEN);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `DROP FUNCTION ${OPEN}`,
      `DROP FUNCTION ${DUE}`,
      'DROP TABLE export_schedule_runs',
      'DROP TABLE export_schedules',
    );
  }
}

/**
 * `account_id`: in whose name it runs. `next_period` is the first date of what is exported next, `next_at` when, by the clocks of
 * `next_zone`. `covered_to`: where the last export ended, so that a change of zone leaves no hour out. What is deleted stays as a row: its
 * files are still to be deleted.
 */
const SCHEDULES = `CREATE TABLE export_schedules (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  format text NOT NULL,
  query jsonb NOT NULL,
  frequency text NOT NULL,
  weekday smallint NOT NULL,
  month_day smallint NOT NULL,
  hour smallint NOT NULL,
  keep_days integer NOT NULL,
  mail_to uuid[] NOT NULL,
  account_id uuid NOT NULL,
  version integer NOT NULL,
  next_period date NOT NULL,
  next_at timestamptz(3) NOT NULL,
  next_zone text NOT NULL,
  covered_to timestamptz(3),
  suspended_at timestamptz(3),
  suspension_reason text,
  suspended_by jsonb,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  deleted_at timestamptz(3),
  CONSTRAINT export_schedules_pkey PRIMARY KEY (organization_id, id),
  CONSTRAINT export_schedules_organization_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT export_schedules_account_fkey FOREIGN KEY (account_id) REFERENCES accounts (id),
  CONSTRAINT export_schedules_frequency_check CHECK (frequency IN ('daily', 'weekly', 'monthly')),
  CONSTRAINT export_schedules_time_check CHECK (weekday BETWEEN 1 AND 7 AND month_day BETWEEN 1 AND 28 AND hour BETWEEN 0 AND 23),
  CONSTRAINT export_schedules_keep_check CHECK (keep_days BETWEEN 7 AND 3650),
  CONSTRAINT export_schedules_suspension_check CHECK (
    (suspended_at IS NULL) = (suspension_reason IS NULL)
    AND suspension_reason IN ('by_person', 'permission_lost', 'query_unreadable'))
)`;

/**
 * `settled_at`: when it was seen how its export ended. `file`: its name in the file storage, until it is deleted. `has_original`: what
 * the export was built as may still be there besides.
 */
const RUNS = `CREATE TABLE export_schedule_runs (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  schedule_id uuid NOT NULL,
  period text NOT NULL,
  range_from timestamptz(3) NOT NULL,
  range_to timestamptz(3) NOT NULL,
  export_id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL,
  settled_at timestamptz(3),
  file text,
  failure text,
  has_original boolean NOT NULL DEFAULT false,
  CONSTRAINT export_schedule_runs_pkey PRIMARY KEY (organization_id, id),
  CONSTRAINT export_schedule_runs_period_key UNIQUE (organization_id, schedule_id, period),
  CONSTRAINT export_schedule_runs_schedule_fkey FOREIGN KEY (organization_id, schedule_id)
    REFERENCES export_schedules (organization_id, id),
  CONSTRAINT export_schedule_runs_export_fkey FOREIGN KEY (organization_id, export_id) REFERENCES exports (organization_id, id)
)`;

const OPEN_INDEX = `CREATE INDEX export_schedule_runs_open_idx ON export_schedule_runs (organization_id, id)
  WHERE settled_at IS NULL OR file IS NOT NULL OR has_original`;

/**
 * Page by page over all organizations: what is due, what an organization's change of zone has moved, and what a clock that ran ahead
 * has left in a future that no schedule reaches by itself (a month and its 28 days are the most).
 */
const DUE_FUNCTION = `CREATE FUNCTION export_schedules_due(p_now timestamptz, p_organization_id uuid, p_id uuid, p_limit integer)
RETURNS TABLE (organization_id uuid, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT s.organization_id, s.id
    FROM export_schedules s JOIN organizations o ON o.id = s.organization_id
   WHERE s.deleted_at IS NULL AND s.suspended_at IS NULL
     AND (s.next_at <= p_now OR s.next_zone <> o.time_zone OR s.next_at > p_now + interval '62 days')
     AND (s.organization_id, s.id) > (p_organization_id, p_id)
   ORDER BY s.organization_id, s.id
   LIMIT p_limit
$$`;

/** What has ended and was not seen yet, what has expired and whose file is there, and originals that nobody is reading any more. */
const OPEN_FUNCTION = `CREATE FUNCTION export_schedule_runs_open(p_now timestamptz, p_organization_id uuid, p_id uuid, p_limit integer)
RETURNS TABLE (organization_id uuid, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT r.organization_id, r.id
    FROM export_schedule_runs r JOIN exports e ON e.organization_id = r.organization_id AND e.id = r.export_id
   WHERE (r.settled_at IS NULL OR r.file IS NOT NULL OR r.has_original)
     AND ((r.settled_at IS NULL AND e.state NOT IN ('pending', 'running'))
       OR (r.file IS NOT NULL AND e.state = 'expired')
       OR (r.has_original AND r.settled_at <= p_now - interval '1 day'))
     AND (r.organization_id, r.id) > (p_organization_id, p_id)
   ORDER BY r.organization_id, r.id
   LIMIT p_limit
$$`;
