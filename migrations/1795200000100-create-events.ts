import type { MigrationInterface, QueryRunner } from 'typeorm';
import { openToSteward, protect, run } from './support';

/** The log: one table, partitioned by the day its rows are dropped (design.md, idea 3). */
export class CreateEvents1795200000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      'CREATE EXTENSION IF NOT EXISTS btree_gin',
      EVENTS,
      ...INDEXES,
      HEADS,
      PARTITIONS,
      HOMES,
      ACTORS,
    );
    for (const table of ['events', 'log_heads', 'event_homes', 'event_actors'])
      await protect(runner, table, 'SELECT');
    await openToSteward(runner, 'events', 'SELECT');
    await run(runner, 'GRANT SELECT ON event_partitions TO daybook_app');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      ...['event_actors', 'event_homes', 'event_partitions', 'log_heads', 'events'].map(
        (table) => `DROP TABLE ${table}`,
      ),
    );
  }
}

/**
 * Header and filter columns; then the four erasable parts (canonical JSON), each with its salt, and the leaf hash. `erasure` is
 * null until a part goes: `{ "digests": { part: hex }, "by": [{ "event_id", "at", "parts" }] }` keeps what the leaf is made of.
 */
const EVENTS = `CREATE TABLE events (
  organization_id uuid NOT NULL,
  sequence bigint NOT NULL,
  expires_on date NOT NULL,
  id uuid NOT NULL,
  occurred_at timestamptz(3) NOT NULL,
  recorded_at timestamptz(3) NOT NULL,
  source text COLLATE "C" NOT NULL,
  action text COLLATE "C" NOT NULL,
  operation text COLLATE "C" NOT NULL,
  category text COLLATE "C",
  outcome text COLLATE "C" NOT NULL,
  flags text[] NOT NULL,
  actor_key uuid,
  actor_type text COLLATE "C",
  actor_role text COLLATE "C",
  reported_by uuid,
  session_id text COLLATE "C",
  request_id text COLLATE "C",
  resource_type text COLLATE "C",
  resource_id text COLLATE "C",
  subject_type text COLLATE "C",
  subject_id text COLLATE "C",
  ip inet,
  search_text text,
  actor text,
  actor_salt bytea,
  context text,
  context_salt bytea,
  target text,
  target_salt bytea,
  content text,
  content_salt bytea,
  leaf_hash bytea NOT NULL,
  erasure text,
  CONSTRAINT events_pkey PRIMARY KEY (organization_id, sequence, expires_on),
  CONSTRAINT events_id_key UNIQUE (organization_id, id, expires_on)
) PARTITION BY LIST (expires_on)`;

const BY_TIME = 'occurred_at DESC, sequence DESC';

/** Filter column first, each ending in the order of the list; partial where a filter is rare. */
const INDEXES = [
  `CREATE INDEX events_time_idx ON events (organization_id, ${BY_TIME})`,
  `CREATE INDEX events_actor_idx ON events (organization_id, actor_key, ${BY_TIME})`,
  `CREATE INDEX events_action_idx ON events (organization_id, action, ${BY_TIME})`,
  `CREATE INDEX events_resource_idx ON events (organization_id, resource_type, resource_id, ${BY_TIME}) WHERE resource_id IS NOT NULL`,
  `CREATE INDEX events_subject_idx ON events (organization_id, subject_id, ${BY_TIME}) WHERE subject_id IS NOT NULL`,
  `CREATE INDEX events_ip_idx ON events (organization_id, ip, ${BY_TIME})`,
  `CREATE INDEX events_session_idx ON events (organization_id, session_id, ${BY_TIME}) WHERE session_id IS NOT NULL`,
  `CREATE INDEX events_request_idx ON events (organization_id, request_id, ${BY_TIME}) WHERE request_id IS NOT NULL`,
  `CREATE INDEX events_outcome_idx ON events (organization_id, outcome, ${BY_TIME}) WHERE outcome <> 'success'`,
  `CREATE INDEX events_flagged_idx ON events (organization_id, ${BY_TIME}) WHERE flags <> '{}'`,
  `CREATE INDEX events_words_idx ON events USING gin (organization_id, to_tsvector('simple'::regconfig, search_text))`,
];

/** One row an organization: locked by every append, so that commit order is sequence order. */
const HEADS = `CREATE TABLE log_heads (
  organization_id uuid NOT NULL,
  last_sequence bigint NOT NULL,
  CONSTRAINT log_heads_pkey PRIMARY KEY (organization_id)
) WITH (fillfactor = 50)`;

/** The partitions there are and were. `version` moves when rows move, so that a purge notices. A dropped date stays. */
const PARTITIONS = `CREATE TABLE event_partitions (
  expires_on date NOT NULL,
  version bigint NOT NULL DEFAULT 0,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  dropped_at timestamptz(3),
  CONSTRAINT event_partitions_pkey PRIMARY KEY (expires_on)
)`;

/** In which partitions an organization has events of which days: every search asks it first. */
const HOMES = `CREATE TABLE event_homes (
  organization_id uuid NOT NULL,
  expires_on date NOT NULL,
  first_day date NOT NULL,
  last_day date NOT NULL,
  CONSTRAINT event_homes_pkey PRIMARY KEY (organization_id, expires_on)
)`;

/**
 * Who has acted: one row for each identity (type, id, e-mail, name) that the log holds, found by any part of it. `folded` is
 * what such a search reads: folding the letters of every row each time costs ten times as much.
 */
const ACTORS = `CREATE TABLE event_actors (
  organization_id uuid NOT NULL,
  key uuid NOT NULL,
  type text NOT NULL,
  id text,
  email text,
  name text,
  folded text NOT NULL GENERATED ALWAYS AS
    (lower(coalesce(id, '') || E'\\x1f' || coalesce(email, '') || E'\\x1f' || coalesce(name, ''))) STORED,
  CONSTRAINT event_actors_pkey PRIMARY KEY (organization_id, key)
)`;
