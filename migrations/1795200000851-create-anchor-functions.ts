import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToApplication, giveToSteward, run } from './support';

const STEWARDS = [
  'logs_to_anchor(timestamptz, text[], text[], interval, uuid, integer)',
  'anchors_to_judge(timestamptz, boolean, boolean, uuid, integer)',
  'count_anchors()',
];
const COSIGN = 'cosign_checkpoint(uuid, bigint, timestamptz, text)';

/** The few questions about anchors across tenants, and the one way in which a kept checkpoint gets a witness's signature. */
export class CreateAnchorFunctions1795200000851 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, DUE, JUDGE, COUNT, COSIGN_CHECKPOINT, isAnchored(NAMED));
    for (const signature of STEWARDS) await giveToSteward(runner, signature);
    await giveToApplication(runner, COSIGN);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, isAnchored('SELECT false'));
    await run(runner, ...[COSIGN, ...STEWARDS].map((signature) => `DROP FUNCTION ${signature}`));
  }
}

/** Page by page: sealed logs of which one of the places (kind and name side by side) is due, and has something to be told. */
const DUE = `CREATE FUNCTION logs_to_anchor(p_now timestamptz, p_kinds text[], p_places text[], p_idle interval, p_after uuid, p_limit integer)
RETURNS TABLE (organization_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT t.organization_id FROM trees t
   WHERE (p_after IS NULL OR t.organization_id > p_after) AND t.size > 0
     AND EXISTS (
       SELECT FROM unnest(p_kinds, p_places) AS w (kind, place)
         LEFT JOIN anchor_channels c ON c.organization_id = t.organization_id AND c.kind = w.kind AND c.place = w.place
        WHERE c.kind IS NULL
           OR (c.due_at <= p_now AND (c.pending IS NOT NULL OR c.failures > 0 OR c.succeeded_at IS NULL
               OR (c.size, c.epoch) IS DISTINCT FROM (t.size, t.epoch) OR c.succeeded_at <= p_now - p_idle)))
   ORDER BY t.organization_id
   LIMIT p_limit
$$`;

/**
 * Page by page: logs whose alarm begins or ends now, and since when nothing has left (the last success, or the beginning of the watch). An export
 * does not count: whether anybody fetched it is not known. `p_automatic`: there is a place that takes anchors around the clock; `p_mail`: there
 * are mails, which are given a day more than their rhythm.
 */
const JUDGE = `CREATE FUNCTION anchors_to_judge(p_now timestamptz, p_automatic boolean, p_mail boolean, p_after uuid, p_limit integer)
RETURNS TABLE (organization_id uuid, silent_since timestamptz, overdue boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT w.organization_id, s.silent_since, s.overdue
    FROM anchor_watches w,
         LATERAL (SELECT greatest(w.watched_since, max(c.succeeded_at)) AS silent_since
                    FROM anchor_channels c WHERE c.organization_id = w.organization_id AND c.kind <> 'export') AS l,
         LATERAL (SELECT l.silent_since, l.silent_since + CASE
                           WHEN p_automatic OR NOT p_mail OR w.mail_rhythm = 'off' THEN interval '24 hours'
                           WHEN w.mail_rhythm = 'daily' THEN interval '2 days' ELSE interval '8 days' END < p_now AS overdue) AS s
   WHERE (p_after IS NULL OR w.organization_id > p_after) AND w.watched_since IS NOT NULL AND s.overdue <> (w.overdue_since IS NOT NULL)
   ORDER BY w.organization_id
   LIMIT p_limit
$$`;

/** For probes and metrics: how many logs are watched over, how many of them have had no anchor for too long, and how many meet a place that contradicts. */
const COUNT = `CREATE FUNCTION count_anchors() RETURNS TABLE (watched bigint, overdue bigint, conflicting bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT count(*) FILTER (WHERE w.watched_since IS NOT NULL), count(w.overdue_since),
         (SELECT count(DISTINCT c.organization_id) FROM anchor_channels c WHERE c.conflicting)
    FROM anchor_watches w
$$`;

/** Adds lines of signatures below a note; its text and the signatures it has stay. Whoever calls has verified them. */
const COSIGN_CHECKPOINT = `CREATE FUNCTION cosign_checkpoint(p_organization_id uuid, p_size bigint, p_signed_at timestamptz, p_lines text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF p_lines !~ '^(— [^ +[:cntrl:]]+ [A-Za-z0-9+/]+={0,2}\\n)+$' THEN
    RAISE EXCEPTION 'these are no lines of signatures';
  END IF;
  UPDATE checkpoints c SET note = c.note || p_lines
   WHERE c.organization_id = p_organization_id AND c.size = p_size AND c.signed_at = p_signed_at AND position(p_lines IN c.note) = 0;
END
$$`;

/** What keeps a checkpoint from being thinned out (migration 1795200000812). */
const isAnchored = (
  body: string,
): string => `CREATE OR REPLACE FUNCTION is_anchored(p_organization_id uuid, p_size bigint, p_signed_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$ ${body} $$`;

const NAMED = `SELECT EXISTS (SELECT FROM anchorings a
  WHERE a.organization_id = p_organization_id AND a.size = p_size AND a.signed_at = p_signed_at)`;
