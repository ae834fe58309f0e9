import type { MigrationInterface, QueryRunner } from 'typeorm';
import { openToSteward, protect, run } from './support';

const TABLES = ['count_heads', 'event_actor_days', 'event_counts', 'event_kinds'];

/**
 * What the log holds, counted: answers histogram, facets and activity over long ranges without reading the events. All of it
 * can be made anew from `events`. Rows carry `expires_on`: whoever reads them adds the homes of the organization, so that
 * counts of a date are gone for readers in the moment its partition is.
 */
export class CreateEventCounts1795200000140 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, KINDS, COUNTS, ACTOR_DAYS, HEADS, ...INDEXES, EVENT_KIND, IS_SIGN_IN);
    for (const table of TABLES) await protect(runner, table, 'SELECT');
    await openToSteward(runner, 'count_heads', 'SELECT');
    await openToSteward(runner, 'log_heads', 'SELECT');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      'DROP POLICY log_heads_of_steward ON log_heads',
      'REVOKE SELECT ON log_heads FROM daybook_steward',
      'DROP FUNCTION is_sign_in(text, text, text, text)',
      'DROP FUNCTION event_kind(text, text, text, text, text, text, text)',
      ...TABLES.map((table) => `DROP TABLE ${table}`),
    );
  }
}

/** The distinct combinations an organization has had; a few hundred. The columns are named as in `events`, so that one test fits both. */
const KINDS = `CREATE TABLE event_kinds (
  organization_id uuid NOT NULL,
  kind uuid NOT NULL,
  source text COLLATE "C" NOT NULL,
  action text COLLATE "C" NOT NULL,
  operation text COLLATE "C" NOT NULL,
  category text COLLATE "C",
  outcome text COLLATE "C" NOT NULL,
  resource_type text COLLATE "C",
  actor_type text COLLATE "C",
  CONSTRAINT event_kinds_pkey PRIMARY KEY (organization_id, kind)
)`;

/** Events by UTC hour of `occurred_at` and kind, in the four quarters of the hour: zones with :15, :30 and :45 need them. */
const COUNTS = `CREATE TABLE event_counts (
  organization_id uuid NOT NULL,
  expires_on date NOT NULL,
  hour timestamptz(0) NOT NULL,
  kind uuid NOT NULL,
  n0 integer NOT NULL,
  n1 integer NOT NULL,
  n2 integer NOT NULL,
  n3 integer NOT NULL,
  CONSTRAINT event_counts_pkey PRIMARY KEY (organization_id, hour, kind, expires_on)
) WITH (fillfactor = 85)`;

/**
 * Events by identity (`event_actors.key`), UTC day and category ('' for none). `first_at`, `last_at`: the earliest and the latest
 * `occurred_at`; `signed_in_at`: the latest of those that `is_sign_in()`. Events without an actor are not in it.
 */
const ACTOR_DAYS = `CREATE TABLE event_actor_days (
  organization_id uuid NOT NULL,
  expires_on date NOT NULL,
  day date NOT NULL,
  actor_key uuid NOT NULL,
  category text COLLATE "C" NOT NULL,
  events integer NOT NULL,
  first_at timestamptz(3) NOT NULL,
  last_at timestamptz(3) NOT NULL,
  signed_in_at timestamptz(3),
  CONSTRAINT event_actor_days_pkey PRIMARY KEY (organization_id, actor_key, day, category, expires_on)
) WITH (fillfactor = 85)`;

/** Events up to this sequence are in the tables, later ones are not; written in the same transaction. */
const HEADS = `CREATE TABLE count_heads (
  organization_id uuid NOT NULL,
  counted_to bigint NOT NULL,
  CONSTRAINT count_heads_pkey PRIMARY KEY (organization_id)
) WITH (fillfactor = 50)`;

/** By day for what everybody did; by date for what a purge leaves behind. */
const INDEXES = [
  'CREATE INDEX event_actor_days_day_idx ON event_actor_days (organization_id, day)',
  'CREATE INDEX event_actor_days_date_idx ON event_actor_days (organization_id, expires_on)',
  'CREATE INDEX event_counts_date_idx ON event_counts (organization_id, expires_on)',
];

/** Of JSON, so that no text can pretend to be two. */
const EVENT_KIND = `CREATE FUNCTION event_kind(source text, action text, operation text, category text, outcome text, resource_type text, actor_type text)
RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT md5(jsonb_build_array(source, action, operation, category, outcome, resource_type, actor_type)::text)::uuid
$$`;

/** Whether an event is somebody's successful sign-in, here or in a host product. Never null. */
const IS_SIGN_IN = `CREATE FUNCTION is_sign_in(action text, operation text, category text, outcome text)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(category = 'authentication' AND operation = 'authenticate' AND outcome = 'success'
                  AND action ~ '(signed_in|logged_in|login|sign_in)$', false)
$$`;
