import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { DAY_MS, utcDate } from '../../src/platform/clock/clock';
import type { Stage } from './stage';

export interface ExpiredDate {
  readonly date: string;
  readonly organizations: readonly string[];
  readonly rows: number;
}

const ORGANIZATIONS = 5;
const KEPT_DAYS = 30;
/** An equal table beside the log, with the same indexes, for DELETE. */
export const COPY = 'bench_delete_copy';

/**
 * Makes yesterday a date on which as many events expired as the log has: copies of them, given to five organizations that
 * keep events for 30 days. The indexes are built when the partition is attached, in bulk.
 */
export async function makeExpiredDate(stage: Stage, events: number, largest: string): Promise<ExpiredDate> {
  const yesterday = Date.now() - DAY_MS;
  const date = utcDate(new Date(yesterday));
  const day = utcDate(new Date(yesterday - KEPT_DAYS * DAY_MS));
  const organizations = Array.from({ length: ORGANIZATIONS }, () => randomUUID());
  const client = await stage.admin.pool.connect();
  try {
    const name = `events_${date.replaceAll('-', '')}`;
    await client.query(`SET maintenance_work_mem = '512MB'`);
    await client.query(`CREATE TABLE ${name} (LIKE events INCLUDING DEFAULTS INCLUDING CONSTRAINTS)`);
    await client.query(fillFrom(name), [organizations, date, day, events, largest]);
    await client.query(`ALTER TABLE ${name} OWNER TO daybook_owner`);
    await client.query(`ALTER TABLE events ATTACH PARTITION ${name} FOR VALUES IN ('${date}')`);
    await client.query(`CREATE TABLE ${COPY} (LIKE ${name} INCLUDING DEFAULTS)`);
    await client.query(`INSERT INTO ${COPY} SELECT * FROM ${name}`);
    await copyIndexes(client, name);
    await client.query(`INSERT INTO event_partitions (expires_on) VALUES ($1)`, [date]);
    for (const statement of TENANTS)
      await client.query(statement, [organizations, date, day, KEPT_DAYS].slice(0, argumentsOf(statement)));
    await client.query(`VACUUM (ANALYZE) ${name}, ${COPY}`);
    const { rows } = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${name}`);
    return { date, organizations, rows: rows[0]?.n ?? 0 };
  } finally {
    client.release(true);
  }
}

/** In bulk, after the rows. */
async function copyIndexes(client: PoolClient, from: string): Promise<void> {
  const { rows } = await client.query<{ definition: string }>(
    'SELECT pg_get_indexdef(indexrelid) AS definition FROM pg_index WHERE indrelid = $1::regclass',
    [from],
  );
  for (const { definition } of rows)
    await client.query(definition.replace(/ INDEX \S+ ON \S+ /, ` INDEX ON ${COPY} `));
}

/** Of the smaller organizations' events, as often as it takes: a few hundred people act in each, as in most products. */
const fillFrom = (target: string): string => `INSERT INTO ${target}
  SELECT ($1::uuid[])[1 + n % ${ORGANIZATIONS}], 1 + n / ${ORGANIZATIONS}, $2::date, uuidv7(), $3::date + interval '1 second' * (n % 86400), recorded_at, source, action,
         operation, category, outcome, flags, actor_key, actor_type, actor_role, reported_by, session_id, request_id, resource_type, resource_id, subject_type, subject_id, ip, search_text,
         actor, actor_salt, context, context_salt, target, target_salt, content, content_salt, leaf_hash
    FROM (SELECT e.*, row_number() OVER () - 1 AS n FROM events e, generate_series(1, 3) WHERE organization_id <> $5 LIMIT $4) AS numbered`;

/** What appending the rows would have left beside them. */
const TENANTS = [
  `INSERT INTO organizations (id, name) SELECT id, 'Expired' FROM unnest($1::uuid[]) AS id`,
  `INSERT INTO event_homes SELECT id, $2::date, $3::date, $3::date FROM unnest($1::uuid[]) AS id`,
  `INSERT INTO retention_policies (organization_id, default_days, version, updated_at) SELECT id, $4::integer, 1, now() FROM unnest($1::uuid[]) AS id WHERE $2::date IS NOT NULL AND $3::date IS NOT NULL`,
  `INSERT INTO log_heads SELECT organization_id, max(sequence) FROM ${COPY} WHERE organization_id = ANY ($1) GROUP BY 1`,
  `INSERT INTO event_actors SELECT DISTINCT ON (c.organization_id, c.actor_key) c.organization_id, c.actor_key, a.type, a.id, a.email, a.name
     FROM ${COPY} c JOIN event_actors a ON a.key = c.actor_key WHERE c.organization_id = ANY ($1)`,
];

const argumentsOf = (statement: string): number =>
  Math.max(...[...statement.matchAll(/\$(\d)/g)].map(([, number]) => Number(number)));
