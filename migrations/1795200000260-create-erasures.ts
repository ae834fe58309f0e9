import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToSteward, letVacuum, openToSteward, protect, run } from './support';

const DUE_SIGNATURE = 'organizations_with_erasures_due()';
/** Everything that holds what events say, or what was derived of it. */
const CLEANED = ['event_actors', 'event_kinds', 'event_counts', 'event_actor_days', 'actor_addresses'];

/** What was asked to be erased, which events that were, and how far it has come. */
export class CreateErasures1795200000260 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, ERASURES, WINDOWS, DUE_INDEX);
    await protect(runner, 'erasures', 'SELECT, INSERT, UPDATE');
    await protect(runner, 'erasure_windows', 'SELECT, INSERT, UPDATE, DELETE');
    await openToSteward(runner, 'erasures', 'SELECT');
    await run(runner, DUE);
    await giveToSteward(runner, DUE_SIGNATURE);
    await run(runner, letVacuum(CLEANED.join(', ')));
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP FUNCTION ${DUE_SIGNATURE}`, 'DROP TABLE erasure_windows', 'DROP TABLE erasures');
  }
}

/**
 * `asked`: the query, or the person, while somebody still has to decide or it is under way; null once it is over. `person_digests`
 * (keyed, of `erasure/persons`) are what is left of a person. `event_id`: the event that announced it, which tombstones point
 * to. `skipped`: how many events were spared, by reason. `homes`: the partitions that something was erased in.
 */
const ERASURES = `CREATE TABLE erasures (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  state text NOT NULL,
  reference text,
  person_digests text[],
  asked jsonb,
  parts text[] NOT NULL,
  reason text NOT NULL,
  requested_by jsonb NOT NULL,
  requested_at timestamptz(3) NOT NULL,
  last_sequence bigint NOT NULL,
  events integer NOT NULL,
  range_count integer NOT NULL DEFAULT 0,
  ranges_sha256 text NOT NULL DEFAULT '',
  event_id uuid,
  started_at timestamptz(3),
  finished_at timestamptz(3),
  cleaned_at timestamptz(3),
  erased integer NOT NULL DEFAULT 0,
  skipped jsonb NOT NULL DEFAULT '{}',
  homes date[] NOT NULL DEFAULT '{}',
  failures integer NOT NULL DEFAULT 0,
  failure text,
  CONSTRAINT erasures_pkey PRIMARY KEY (organization_id, id),
  CONSTRAINT erasures_organization_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT erasures_kind_check CHECK (kind IN ('events', 'person')),
  CONSTRAINT erasures_state_check CHECK (state IN ('asked', 'running', 'done', 'refused', 'withdrawn', 'lapsed', 'failed')),
  CONSTRAINT erasures_asked_check CHECK (state IN ('asked', 'running') OR asked IS NULL)
)`;

/**
 * The events of an erasure, fixed when it was asked for, at most a thousand in a row: their numbers, and nothing of what they
 * say. `parts`: which parts go, joined by commas. `erased` is null until the window is done.
 */
const WINDOWS = `CREATE TABLE erasure_windows (
  organization_id uuid NOT NULL,
  erasure_id uuid NOT NULL,
  number integer NOT NULL,
  parts text NOT NULL,
  sequences int8multirange NOT NULL,
  events integer NOT NULL,
  erased integer,
  CONSTRAINT erasure_windows_pkey PRIMARY KEY (organization_id, erasure_id, number),
  CONSTRAINT erasure_windows_erasure_fkey FOREIGN KEY (organization_id, erasure_id) REFERENCES erasures (organization_id, id)
)`;

const DUE_INDEX = `CREATE INDEX erasures_due_idx ON erasures (organization_id)
  WHERE state IN ('asked', 'running') OR (cleaned_at IS NULL AND homes <> '{}')`;

/** Whose erasures wait, are under way, or have left something to clean up. */
const DUE = `CREATE FUNCTION organizations_with_erasures_due() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT e.organization_id FROM erasures e
   WHERE e.state IN ('asked', 'running') OR (e.cleaned_at IS NULL AND e.homes <> '{}')
$$`;
