import type { WireCount } from '../audit/audit.counts.contract';

/** How long events are kept. Times are RFC 3339 in UTC. */
export interface RetentionPolicyView {
  /** Days from `occurred_at`, 1 to 3650; null keeps events for ever. */
  readonly default_days: number | null;
  /** Grows with every change; 0 before the first. */
  readonly version: number;
  readonly updated_at: string | null;
  /** The work that the last shortening caused; null when nothing was ever shortened. */
  readonly rehoming: RehomingView | null;
}

export interface RehomingView {
  readonly state: 'pending' | 'done' | 'superseded';
  readonly requested_at: string;
  readonly events_examined: number;
  readonly events_moved: number;
  readonly finished_at: string | null;
}

/** What went with one date. */
export interface PurgeView {
  /** The day that the events expired on, `YYYY-MM-DD`; also names the purge. */
  readonly expires_on: string;
  readonly events: number;
  /** How many legal holds kept beyond that day. */
  readonly held: number;
  readonly first_occurred_at: string | null;
  readonly last_occurred_at: string | null;
  readonly policy_version: number;
  readonly range_count: number;
  /** Hex of the SHA-256 of `ranges` as canonical JSON (RFC 8785). */
  readonly ranges_sha256: string;
  readonly started_at: string;
  /** Null while it is under way. */
  readonly purged_at: string | null;
}

export interface PurgeDetail extends PurgeView {
  /** Sequences that went: first and last of each stretch, both included. */
  readonly ranges: readonly (readonly [number, number])[];
}

/** What there is of a log: "events since …, kept …, oldest on hand …" (S1-04). */
export interface LogExtent {
  /** The floor: no event on hand happened before. */
  readonly since: string;
  readonly organization_since: string;
  /** Null when there is none. */
  readonly oldest_event_at: string | null;
  /** The policy in force; `default_days` null keeps events for ever. */
  readonly kept: { readonly default_days: number | null; readonly version: number };
  /** Null before the first purge. */
  readonly purged_through: PurgedThrough | null;
  /** How many events legal holds keep, whatever their age; up to 15 s old. */
  readonly on_hold: WireCount;
  /** How many events there have ever been, for they are numbered without gaps. */
  readonly last_sequence: number;
}

export interface PurgedThrough {
  /** When the latest of the purged events happened. */
  readonly occurred_at: string | null;
  /** The latest day that was purged, `YYYY-MM-DD`. */
  readonly expires_on: string;
  /** How many events went in all. */
  readonly events: number;
}
