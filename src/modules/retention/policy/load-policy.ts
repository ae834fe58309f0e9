import { keepForEver, type Policy } from './policy';

/** One statement in a transaction that has entered the organization; rows as objects. */
export type Query = (sql: string, values?: readonly unknown[]) => Promise<Record<string, unknown>[]>;

const COLUMNS = 'default_days, rules, floor_days, preset, erasure_allowed, archive, version, updated_at';

/** The organization's policy; without a row, events are kept for ever. */
export async function loadPolicy(query: Query, organizationId: string, forUpdate = false): Promise<Policy> {
  const [row] = await query(
    `SELECT ${COLUMNS} FROM retention_policies WHERE organization_id = $1 ${forUpdate ? 'FOR UPDATE' : ''}`,
    [organizationId],
  );
  if (!row) return keepForEver;
  return {
    defaultDays: row.default_days as number | null,
    rules: row.rules as Policy['rules'],
    floorDays: row.floor_days as number | null,
    preset: row.preset as Policy['preset'],
    erasureAllowed: row.erasure_allowed as boolean,
    archive: row.archive as boolean,
    version: Number(row.version),
    updatedAt: row.updated_at as Date,
  };
}

/** The day after the last that was dropped, `YYYY-MM-DD`; the empty string before the first purge. */
export async function firstOpenDate(query: Query): Promise<string> {
  const [row] = await query(
    'SELECT (max(expires_on) + 1)::text AS date FROM event_partitions WHERE dropped_at IS NOT NULL',
  );
  return (row?.date as string | null) ?? '';
}
