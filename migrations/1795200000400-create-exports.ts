import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToSteward, openToSteward, protect, run } from './support';

export class CreateExports1795200000400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, EXPORTS, DUE_INDEX, PARTS);
    await protect(runner, 'exports', 'SELECT, INSERT, UPDATE');
    await protect(runner, 'export_parts', 'SELECT, INSERT, DELETE');
    await openToSteward(runner, 'exports', 'SELECT');
    await run(runner, DUE);
    await giveToSteward(runner, 'organizations_with_exports_due(timestamptz, integer)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      'DROP FUNCTION organizations_with_exports_due(timestamptz, integer)',
      'DROP TABLE export_parts',
      'DROP TABLE exports',
    );
  }
}

/**
 * `last_sequence`: the log's end when the export was asked for, so that every attempt writes the same rows. `position`,
 * `rows` and `bytes` are what is safe on disk, in the draft named `draft`; `resume_state` is what its writers need to go on from there,
 * as JSON; `attempt` and `lease_until` say who is at it. `organization_name` and `time_zone` are what the file says of them, whatever they
 * become meanwhile. `checkpoint` is the one that its file encloses, or why it has none; `evidence_rows`: how far the evidence for it is. `has_files`: there is, or may be, something in the export's folder. `sha256` is that of the whole file.
 */
const EXPORTS = `CREATE TABLE exports (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  format text NOT NULL,
  query jsonb NOT NULL,
  time_zone text NOT NULL,
  organization_name text NOT NULL,
  origin text NOT NULL DEFAULT 'person',
  state text NOT NULL DEFAULT 'pending',
  requested_by jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL,
  last_sequence bigint NOT NULL,
  rows_total bigint,
  position bigint NOT NULL DEFAULT 0,
  rows bigint NOT NULL DEFAULT 0,
  bytes bigint NOT NULL DEFAULT 0,
  draft text,
  resume_state text,
  checkpoint jsonb,
  evidence_rows bigint NOT NULL DEFAULT 0,
  attempt uuid,
  lease_until timestamptz(3),
  failures integer NOT NULL DEFAULT 0,
  started_at timestamptz(3),
  finished_at timestamptz(3),
  expires_at timestamptz(3),
  file text,
  sha256 text,
  failure text,
  has_files boolean NOT NULL DEFAULT false,
  downloads integer NOT NULL DEFAULT 0,
  last_downloaded_at timestamptz(3),
  CONSTRAINT exports_pkey PRIMARY KEY (organization_id, id),
  CONSTRAINT exports_organization_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT exports_origin_check CHECK (origin IN ('person', 'schedule', 'support', 'offboarding')),
  CONSTRAINT exports_state_check CHECK (state IN ('pending', 'running', 'finished', 'failed', 'cancelled', 'expired'))
)`;

/** What the manifest says of each stretch of a file: its rows, and the bytes that they take before they are packed. */
const PARTS = `CREATE TABLE export_parts (
  organization_id uuid NOT NULL,
  export_id uuid NOT NULL,
  number integer NOT NULL,
  rows integer NOT NULL,
  first_sequence bigint,
  last_sequence bigint,
  bytes bigint NOT NULL,
  sha256 text NOT NULL,
  erased integer NOT NULL,
  CONSTRAINT export_parts_pkey PRIMARY KEY (organization_id, export_id, number),
  CONSTRAINT export_parts_export_fkey FOREIGN KEY (organization_id, export_id) REFERENCES exports (organization_id, id)
)`;

const DUE_INDEX = `CREATE INDEX exports_due_idx ON exports (organization_id)
  WHERE state IN ('pending', 'running', 'finished') OR has_files`;

/** Whose exports wait for a worker, lost theirs, have expired, or left files behind. */
const DUE = `CREATE FUNCTION organizations_with_exports_due(p_now timestamptz, p_limit integer) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT e.organization_id FROM exports e
   WHERE e.state = 'pending'
      OR (e.state = 'running' AND e.lease_until < clock_timestamp())
      OR (e.state = 'finished' AND e.expires_at <= p_now)
      OR (e.has_files AND e.state IN ('failed', 'cancelled', 'expired'))
   LIMIT p_limit
$$`;
