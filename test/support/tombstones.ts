import { hash } from 'node:crypto';
import { canonicalJson } from '../../src/modules/audit/recording/canonical-json';
import { PART_NAMES } from '../../src/modules/audit/recording/parts';
import { erasureOf } from '../../src/modules/audit/storage/erasure';
import type { DatabasePool } from '../../src/platform/database/pools';

type Stored = Record<string, unknown> & {
  readonly organization_id: string;
  readonly sequence: string;
  readonly leaf_hash: Buffer;
  readonly erasure: string | null;
};

const HEADER = [
  'organization_id',
  'sequence',
  'id',
  'occurred_at',
  'recorded_at',
  'source',
  'action',
  'operation',
  'category',
  'outcome',
  'flags',
] as const;

/** Whole rows of the log, past row-level security. */
export async function storedRows(admin: DatabasePool, organizationId: string): Promise<Stored[]> {
  const { rows } = await admin.pool.query<Stored>(
    'SELECT * FROM events WHERE organization_id = $1 ORDER BY sequence',
    [organizationId],
  );
  return rows;
}

/** What no erasure may touch: header and leaf hash, as one text an event. */
export const untouchable = (rows: readonly Stored[]): string[] =>
  rows.map((row) => JSON.stringify([...HEADER.map((column) => row[column]), row.leaf_hash.toString('hex')]));

/** The events whose leaf does not follow from header, the parts that are there, and the digests of those that are gone. */
export function brokenLeaves(rows: readonly Stored[]): string[] {
  return rows.flatMap((row) => (leafOf(row) === row.leaf_hash.toString('hex') ? [] : [row.sequence]));
}

/** The leaf that follows from a row. */
export const storedLeaf = (row: Stored): Buffer => Buffer.from(leafOf(row), 'hex');

/** By another way than the recorder's: JCS of an object, not a text written by hand. */
function leafOf(row: Stored): string {
  const digests = Object.fromEntries(PART_NAMES.map((name) => [name, digestOf(row, name)]));
  const time = (column: string): string => (row[column] as Date).toISOString();
  const leaf = {
    v: 1,
    ...Object.fromEntries(
      HEADER.filter((column) => column !== 'sequence').map((column) => [column, row[column]]),
    ),
    occurred_at: time('occurred_at'),
    recorded_at: time('recorded_at'),
    ...digests,
  };
  return hash('sha256', Buffer.concat([Buffer.of(0), Buffer.from(canonicalJson(leaf))]), 'hex');
}

function digestOf(row: Stored, name: (typeof PART_NAMES)[number]): string | null {
  const [text, salt] = [row[name] as string | null, row[`${name}_salt`] as Buffer | null];
  const kept = erasureOf(row.erasure)?.digests[name] ?? null;
  if ((text === null) !== (salt === null)) return 'a salt without its part';
  if (text === null || salt === null) return kept;
  if (kept !== null) return 'a part that is said to be gone';
  return hash('sha256', Buffer.concat([salt, Buffer.from(text)]), 'hex');
}

/** Every table that holds one of the texts anywhere in a row, whatever the type of its column: `table: text`. */
export async function tablesHolding(admin: DatabasePool, texts: readonly string[]): Promise<string[]> {
  const { rows } = await admin.pool.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
      UNION ALL SELECT 'pg_catalog.pg_statistic' UNION ALL SELECT 'pg_catalog.pg_statistic_ext_data'`,
  );
  const found: string[] = [];
  for (const { name } of rows) {
    for (const text of texts) {
      const { rows: hits } = await admin.pool.query(
        `SELECT FROM ${name} AS t WHERE strpos(lower(t::text), lower($1)) > 0 LIMIT 1`,
        [text],
      );
      if (hits.length > 0) found.push(`${name}: ${text}`);
    }
  }
  return found;
}
