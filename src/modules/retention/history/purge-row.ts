import type { PurgeView } from '../retention.contract';

export const PURGE_COLUMNS = `expires_on::text AS id, events, held, first_occurred_at, last_occurred_at, policy_version,
  range_count, ranges_sha256, started_at, purged_at`;

export interface PurgeRow {
  /** The date, `YYYY-MM-DD`. */
  readonly id: string;
  readonly events: string;
  readonly held: string;
  readonly first_occurred_at: Date | null;
  readonly last_occurred_at: Date | null;
  readonly policy_version: string;
  readonly range_count: number;
  readonly ranges_sha256: string;
  readonly started_at: Date;
  readonly purged_at: Date | null;
}

export const toView = (row: PurgeRow): PurgeView => ({
  expires_on: row.id,
  events: Number(row.events),
  held: Number(row.held),
  first_occurred_at: row.first_occurred_at?.toISOString() ?? null,
  last_occurred_at: row.last_occurred_at?.toISOString() ?? null,
  policy_version: Number(row.policy_version),
  range_count: row.range_count,
  ranges_sha256: row.ranges_sha256,
  started_at: row.started_at.toISOString(),
  purged_at: row.purged_at?.toISOString() ?? null,
});
