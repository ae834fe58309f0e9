import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToApplication, run } from './support';

const FAILURES = 'recent_failures(jsonb, uuid[])';
const CHANGES = 'recent_changes(jsonb, uuid[])';

/** What a person did within ten minutes, for the flags `failed_burst` and `bulk_change` (S4-32, S4-33). */
export class CreateRecentDeeds1795200000151 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, RECENT_FAILURES, RECENT_CHANGES);
    await giveToApplication(runner, FAILURES);
    await giveToApplication(runner, CHANGES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP FUNCTION ${CHANGES}`, `DROP FUNCTION ${FAILURES}`);
  }
}

/** Only a value in a variable, not a sub-query, lets the planner leave out the partitions that cannot hold the time. */
const HOMES = (first: string, last: string): string => `ARRAY(
    SELECT h.expires_on FROM event_homes h
     WHERE h.organization_id = v_organization AND h.first_day <= (${last}) AND h.last_day >= (${first}))`;

const FAILED = `e.organization_id = v_organization AND e.expires_on = ANY (v_homes)
       AND e.operation = 'authenticate' AND e.outcome <> 'success' AND e.id <> ALL (p_without)`;

const BY_PERSON = `e.actor_key = ANY (ARRAY(SELECT k.key FROM event_actors k WHERE k.organization_id = v_organization AND k.person = a.person))`;
const BY_ADDRESS = `e.ip = a.ip AND e.actor_type = 'anonymous'`;
const BY_ACCOUNT = `e.outcome <> 'success' AND e.actor_type = 'anonymous' AND lower(e.content::jsonb #>> '{details,email}') = a.tried`;
const BEFORE = `e.occurred_at BETWEEN a.at - interval '10 minutes' AND a.at ORDER BY e.occurred_at DESC LIMIT 4`;
const AFTER = `e.occurred_at > a.at AND e.occurred_at <= a.at + interval '10 minutes' ORDER BY e.occurred_at LIMIT 4`;

/**
 * For failed sign-ins of a person, or of nobody known at an address or as an account: the times, in milliseconds, of the four nearest others
 * before and after within ten minutes, but for the events with the ids given. Transactions that ask do so one after the other
 * until they commit: of five that come at the same moment, the last sees four.
 */
const RECENT_FAILURES = `CREATE FUNCTION recent_failures(p_asked jsonb, p_without uuid[]) RETURNS jsonb
LANGUAGE plpgsql VOLATILE STRICT SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  v_organization uuid := current_organization_id();
  v_first date;
  v_last date;
  v_homes date[];
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('daybook.failed_sign_ins' || v_organization, 0));
  SELECT (min(a.at) AT TIME ZONE 'UTC')::date - 1, (max(a.at) AT TIME ZONE 'UTC')::date + 1 INTO v_first, v_last
    FROM jsonb_to_recordset(p_asked) AS a (at timestamptz);
  v_homes := ${HOMES('v_first', 'v_last')};
  RETURN (
    SELECT jsonb_agg(t.times ORDER BY a.n)
      FROM ROWS FROM (jsonb_to_recordset(p_asked) AS (person text, ip inet, tried text, at timestamptz)) WITH ORDINALITY AS a (person, ip, tried, at, n)
      CROSS JOIN LATERAL (
        SELECT coalesce(jsonb_agg(extract(epoch FROM x.occurred_at) * 1000), '[]') AS times
          FROM ((SELECT e.occurred_at FROM events e WHERE ${FAILED} AND ${BY_PERSON} AND ${BEFORE})
      UNION ALL (SELECT e.occurred_at FROM events e WHERE ${FAILED} AND ${BY_PERSON} AND ${AFTER})
      UNION ALL (SELECT e.occurred_at FROM events e WHERE ${FAILED} AND ${BY_ADDRESS} AND ${BEFORE})
      UNION ALL (SELECT e.occurred_at FROM events e WHERE ${FAILED} AND ${BY_ADDRESS} AND ${AFTER})
      UNION ALL (SELECT e.occurred_at FROM events e WHERE ${FAILED} AND ${BY_ACCOUNT} AND ${BEFORE})
      UNION ALL (SELECT e.occurred_at FROM events e WHERE ${FAILED} AND ${BY_ACCOUNT} AND ${AFTER})) x) t);
END
$$`;

/**
 * For persons and a minute (of the Unix epoch): how many successful changes they made in each of the ten minutes up to it, the
 * fifty newest at most, but for the events with the ids given.
 */
const RECENT_CHANGES = `CREATE FUNCTION recent_changes(p_asked jsonb, p_without uuid[]) RETURNS jsonb
LANGUAGE plpgsql STABLE STRICT SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  v_organization uuid := current_organization_id();
  v_first date;
  v_last date;
  v_homes date[];
BEGIN
  SELECT (to_timestamp(min(a.minute) * 60.0) AT TIME ZONE 'UTC')::date - 1, (to_timestamp(max(a.minute) * 60.0) AT TIME ZONE 'UTC')::date
    INTO v_first, v_last FROM jsonb_to_recordset(p_asked) AS a (minute bigint);
  v_homes := ${HOMES('v_first', 'v_last')};
  RETURN (
    SELECT jsonb_agg(t.counts ORDER BY a.n)
      FROM ROWS FROM (jsonb_to_recordset(p_asked) AS (person text, minute bigint)) WITH ORDINALITY AS a (person, minute, n)
      CROSS JOIN LATERAL (
        SELECT coalesce(jsonb_object_agg(y.minute, y.changes), '{}') AS counts
          FROM (SELECT x.minute, count(*) AS changes
                  FROM (SELECT floor(extract(epoch FROM e.occurred_at) / 60)::bigint AS minute
                          FROM events e
                         WHERE e.organization_id = v_organization AND e.expires_on = ANY (v_homes) AND ${BY_PERSON}
                           AND e.occurred_at >= to_timestamp((a.minute - 9) * 60.0) AND e.occurred_at < to_timestamp((a.minute + 1) * 60.0)
                           AND e.operation IN ('create', 'update', 'delete') AND e.outcome = 'success' AND e.id <> ALL (p_without)
                         ORDER BY e.occurred_at DESC LIMIT 50) x
                 GROUP BY x.minute) y) t);
END
$$`;
