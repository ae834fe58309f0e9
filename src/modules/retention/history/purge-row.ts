import type { PurgeView, RetentionTerms } from '../retention.contract';

export const PURGE_COLUMNS = `p.expires_on::text AS id, p.events, p.held, p.first_occurred_at, p.last_occurred_at, p.policy_version, v.policy,
  p.range_count, p.ranges_sha256, p.started_at, p.purged_at`;

/** Each with the policy that it was done under. */
export const PURGES =
  'purges p LEFT JOIN retention_policy_versions v ON v.organization_id = p.organization_id AND v.version = p.policy_version';

export interface PurgeRow {
  /** The date, `YYYY-MM-DD`. */
  readonly id: string;
  readonly events: string;
  readonly held: string;
  readonly first_occurred_at: Date | null;
  readonly last_occurred_at: Date | null;
  readonly policy_version: string;
  readonly policy: RetentionTerms | null;
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
  policy: row.policy,
  range_count: row.range_count,
  ranges_sha256: row.ranges_sha256,
  started_at: row.started_at.toISOString(),
  purged_at: row.purged_at?.toISOString() ?? null,
});
