import type { MigrationInterface, QueryRunner } from 'typeorm';
import { openToSteward, protect, run } from './support';

const KEEP = 'keep_records(date)';

/** What is left of an event that took others away, when it is purged itself: without it their verdict could not be told any more. */
export class CreateKeptRecords1795200000830 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      RECORDS,
      'CREATE INDEX kept_records_sequence_idx ON kept_records (organization_id, sequence)',
    );
    await protect(runner, 'kept_records', 'SELECT');
    await openToSteward(runner, 'kept_records', 'SELECT, INSERT');
    await run(
      runner,
      KEEP_RECORDS,
      `ALTER FUNCTION ${KEEP} OWNER TO daybook_steward`,
      `REVOKE ALL ON FUNCTION ${KEEP} FROM PUBLIC`,
      `GRANT EXECUTE ON FUNCTION ${KEEP} TO daybook_owner`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP FUNCTION ${KEEP}`, 'DROP TABLE kept_records');
  }
}

/**
 * Header, the digest of the context, and the other parts with their salts: who it was (Daybook itself), and what was to go. Enough to make its leaf
 * again, which the tree still has. `resource_id` repeats what the target says, to be found by.
 */
const RECORDS = `CREATE TABLE kept_records (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  sequence bigint NOT NULL,
  occurred_at timestamptz(3) NOT NULL,
  recorded_at timestamptz(3) NOT NULL,
  source text NOT NULL,
  action text NOT NULL,
  operation text NOT NULL,
  category text,
  outcome text NOT NULL,
  flags text[] NOT NULL,
  resource_id text,
  actor_digest text,
  context_digest text,
  target_digest text,
  content_digest text,
  actor text,
  actor_salt bytea,
  target text,
  target_salt bytea,
  content text,
  content_salt bytea,
  leaf_hash bytea NOT NULL,
  CONSTRAINT kept_records_pkey PRIMARY KEY (organization_id, id)
)`;

const digest = (part: string): string =>
  `CASE WHEN e.${part} IS NULL THEN e.erasure::jsonb -> 'digests' ->> '${part}' ELSE encode(sha256(e.${part}_salt || convert_to(e.${part}, 'UTF8')), 'hex') END`;

/** Of every organization that has events of a date. A few look-ups each, by the index over actions; within the transaction that drops the date. */
const KEEP_RECORDS = `CREATE FUNCTION keep_records(p_date date) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
  INSERT INTO kept_records (organization_id, id, sequence, occurred_at, recorded_at, source, action, operation, category, outcome, flags, resource_id,
    actor_digest, context_digest, target_digest, content_digest, actor, actor_salt, target, target_salt, content, content_salt, leaf_hash)
  SELECT e.organization_id, e.id, e.sequence, e.occurred_at, e.recorded_at, e.source, e.action, e.operation, e.category, e.outcome, e.flags, e.resource_id,
         ${['actor', 'context', 'target', 'content'].map(digest).join(', ')}, e.actor, e.actor_salt, e.target, e.target_salt, e.content, e.content_salt, e.leaf_hash
    FROM event_homes h
    JOIN LATERAL (
      SELECT * FROM events v
       WHERE v.organization_id = h.organization_id AND v.expires_on = p_date
         AND v.action IN ('erasure.started', 'subject_erasure.started', 'retention.purged') AND v.reported_by IS NULL) e ON true
   WHERE h.expires_on = p_date
  ON CONFLICT DO NOTHING
$$`;
