import type { PoolClient } from 'pg';
import type { ParquetRecord } from '../../../platform/files/parquet/parquet-reader';
import { restorable } from './archive-columns';

/** The log's tables under their own names, of this transaction alone: PostgreSQL looks for a name among temporary tables first. */
const TABLES = [
  'CREATE TEMPORARY TABLE events (LIKE public.events) ON COMMIT DROP',
  'CREATE TEMPORARY TABLE event_homes (LIKE public.event_homes) ON COMMIT DROP',
  'CREATE TEMPORARY TABLE event_actors (LIKE public.event_actors INCLUDING GENERATED) ON COMMIT DROP',
];

const LOAD = 'INSERT INTO pg_temp.events SELECT * FROM json_populate_recordset(NULL::pg_temp.events, $1)';

const HOMES = `INSERT INTO pg_temp.event_homes (organization_id, expires_on, first_day, last_day)
  SELECT organization_id, expires_on, min((occurred_at AT TIME ZONE 'UTC')::date), max((occurred_at AT TIME ZONE 'UTC')::date)
    FROM pg_temp.events GROUP BY organization_id, expires_on`;

/** An identity whose part was erased everywhere is nobody's any more, here as in the log. */
const ACTORS = `INSERT INTO pg_temp.event_actors (organization_id, key, type, id, email, name)
  SELECT DISTINCT ON (organization_id, actor_key) organization_id, actor_key, coalesce(a.actor ->> 'type', actor_type),
         a.actor ->> 'id', a.actor ->> 'email', a.actor ->> 'name'
    FROM pg_temp.events CROSS JOIN LATERAL (SELECT events.actor::jsonb -> 'actor' AS actor) a
   WHERE actor_key IS NOT NULL AND events.actor IS NOT NULL`;

const BATCH = 1_000;

export async function createTables(client: PoolClient): Promise<void> {
  for (const table of TABLES) await client.query(table);
}

export async function loadEvents(client: PoolClient, records: readonly ParquetRecord[]): Promise<void> {
  for (let at = 0; at < records.length; at += BATCH)
    await client.query(LOAD, [JSON.stringify(records.slice(at, at + BATCH).map(restorable))]);
}

/** What a search asks beside the events, made of them. */
export async function deriveRest(client: PoolClient): Promise<void> {
  for (const statement of [HOMES, ACTORS, 'ANALYZE pg_temp.events']) await client.query(statement);
}
