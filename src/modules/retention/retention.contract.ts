import type { ApprovalView } from '../approvals/approvals.contract';
import type { WireCount } from '../audit/audit.counts.contract';
import type { AuditEvent } from '../audit/audit.contract';

/** Where a policy comes from: a law's own numbers, or the organization's. */
export const PRESETS = ['hipaa', 'pci', 'custom'] as const;
export type Preset = (typeof PRESETS)[number];

/** Events of a source, or of a category (exactly one of them), that are kept for another time than the default. */
export interface RetentionRule {
  readonly source?: string;
  readonly category?: string;
  /** 1 to 3650; null keeps them for ever. */
  readonly days: number | null;
}

/** How long events are kept. Of all rules that apply to an event the longest counts, else the default; never less than the floor. */
export interface RetentionTerms {
  /** Days from `occurred_at`, 1 to 3650; null keeps events for ever. */
  readonly default_days: number | null;
  readonly rules: readonly RetentionRule[];
  /** No event is kept for less, nor erased before; null: there is no floor. */
  readonly floor_days: number | null;
  readonly preset: Preset;
  /** False: nothing may be erased at all. */
  readonly erasure_allowed: boolean;
  /** Whether expired events are written to a file before they are dropped. */
  readonly archive: boolean;
}

/** The policy in force, what waits to become it, and the work that the last shortening caused. Times are RFC 3339 in UTC. */
export interface RetentionPolicyView extends RetentionTerms {
  /** Grows with every change; 0 before the first. */
  readonly version: number;
  readonly updated_at: string | null;
  /** A change that waits for a second person and for its day; null when none does. */
  readonly pending: PendingPolicyChange | null;
  /** Null when nothing was ever shortened. */
  readonly rehoming: RehomingView | null;
}

/**
 * One way in which a change protects less. Of `kept_shorter`, a source or category of null means all that are not listed by
 * themselves and that no other rule keeps longer.
 */
export type Weakening =
  | {
      readonly what: 'kept_shorter';
      readonly source: string | null;
      readonly category: string | null;
      /** Days; null is for ever. */
      readonly from: number | null;
      readonly to: number;
    }
  | { readonly what: 'floor_lowered'; readonly from: number; readonly to: number | null }
  | { readonly what: 'preset_left'; readonly from: Preset; readonly to: Preset }
  | { readonly what: 'erasure_allowed' }
  | { readonly what: 'archive_ended' };

/** What makes something weaker waits 24 hours, and for a second person where there is one. */
export interface PendingPolicyChange {
  /** Whoever approves it names it, so that nobody agrees to another than they have seen. */
  readonly id: string;
  readonly policy: RetentionTerms;
  readonly weakens: readonly Weakening[];
  readonly reason: string;
  readonly approval: ApprovalView;
  /** What it would do, counted when it was asked for; null if the policy changed in that moment. */
  readonly preview: PreviewFigures | null;
}

export interface RehomingView {
  readonly state: 'pending' | 'done' | 'superseded';
  readonly requested_at: string;
  /** Events on hand when it was asked for. */
  readonly events_total: number;
  readonly events_examined: number;
  readonly events_moved: number;
  /** 0 to 100. */
  readonly percent: number;
  /** When it ends if it goes on as so far; null before it begins and when it has ended. */
  readonly estimated_end: string | null;
  readonly finished_at: string | null;
}

/** What a policy would do to the events on hand if it were in force now. A date is the day that events expire on; they go on the next. */
export interface PreviewFigures {
  /** When it was counted. */
  readonly at: string;
  readonly events: number;
  /** So many would go earlier than under the policy in force; holds are not taken into account here. */
  readonly earlier: number;
  /** So many would go later. */
  readonly later: number;
  /** Those that would go earlier, by the date they would get: the next twelve, and then what is later still. */
  readonly dates: readonly { readonly expires_on: string; readonly events: number }[];
  readonly after_these: number;
  /** All that the first purge would take, whether earlier or not; null when nothing ever expires. */
  readonly next_purge: { readonly expires_on: string; readonly events: number } | null;
  /** Events of the organization that a legal hold protects: they stay, whatever the policy says. */
  readonly on_hold: WireCount;
  /** Those that a rule or the default would let go earlier if the floor did not keep them. */
  readonly kept_by_floor: number;
  /** Those that would go earlier, by source and category, the most first; at most fifty. */
  readonly kinds: readonly PreviewKind[];
}

export interface PreviewKind {
  readonly source: string;
  readonly category: string | null;
  readonly events: number;
  readonly days: { readonly from: number | null; readonly to: number | null };
}

export interface PolicyPreview extends PreviewFigures {
  readonly weakens: readonly Weakening[];
  /** Why this policy would be refused; empty when it would not. */
  readonly refusals: readonly { readonly pointer: string; readonly detail: string }[];
  /** At most five of those that would go first; null for who may not read the log. */
  readonly samples: readonly PreviewSample[] | null;
}

export interface PreviewSample {
  readonly event: AuditEvent;
  /** A legal hold keeps it, whatever the policy says. */
  readonly held: boolean;
  readonly expires_on: string;
}

/** A policy that was in force: who made it so, who agreed, and why. */
export interface RetentionPolicyVersion {
  readonly version: number;
  readonly policy: RetentionTerms;
  readonly changed_at: string;
  readonly changed_by: PolicyPerson;
  readonly approved_by: PolicyPerson | null;
  readonly reason: string | null;
}

export interface PolicyPerson {
  readonly id: string | null;
  readonly name: string | null;
  readonly email: string | null;
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
  /** The policy of that version; null for 0: there was none. */
  readonly policy: RetentionTerms | null;
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

/** What there is of a log: "events since …, kept …, oldest on hand …, … on hold" (S1-04). */
export interface LogExtent {
  /** The floor: no event on hand happened before. */
  readonly since: string;
  readonly organization_since: string;
  /** Null when there is none. */
  readonly oldest_event_at: string | null;
  /** The policy in force; `default_days` null keeps events for ever. */
  readonly kept: Pick<RetentionTerms, 'default_days' | 'rules' | 'floor_days'> & { readonly version: number };
  /** How many events legal holds keep, whatever their age; up to 15 s old. */
  readonly on_hold: WireCount;
  /** Null when nothing is to go within the next dates, or ever. */
  readonly next_purge: NextPurge | null;
  /** Null before the first purge. */
  readonly purged_through: PurgedThrough | null;
  /** How many events there have ever been, for they are numbered without gaps. */
  readonly last_sequence: number;
}

export interface NextPurge {
  /** The day that the events expire on, `YYYY-MM-DD`; they go on the next, in UTC. */
  readonly expires_on: string;
  readonly events: number;
  /** False while holds may keep some of them, or a shortened policy still moves events there. */
  readonly exact: boolean;
}

export interface PurgedThrough {
  /** When the latest of the purged events happened. */
  readonly occurred_at: string | null;
  /** The latest day that was purged, `YYYY-MM-DD`. */
  readonly expires_on: string;
  /** How many events went in all. */
  readonly events: number;
}

/** What expires within the next thirty days under the policy in force. Dates are `YYYY-MM-DD`. */
export interface UpcomingPurges {
  /** The last day that is looked at. */
  readonly until: string;
  /** The first to go first; a day on which nothing expires is left out. Events go on the day after, in UTC. */
  readonly data: readonly { readonly expires_on: string; readonly events: number }[];
  /** False while holds may keep some of them, or a shortened policy still moves events there. */
  readonly exact: boolean;
}

/** A file with events that were purged. */
export interface ArchiveView {
  /** The day that the events expired on, `YYYY-MM-DD`; also names the archive. */
  readonly expires_on: string;
  readonly events: number;
  readonly first_sequence: number;
  readonly last_sequence: number;
  /** Size of the file. */
  readonly bytes: number;
  /** Hex; of the file. */
  readonly sha256: string;
  readonly archived_at: string;
  /** When an operator deleted the file; null while there is one. */
  readonly deleted_at: string | null;
}

/** What became of a stretch of sequences: events on hand, whatever their time; purged, as a record of a purge says; or nowhere. */
export interface NumberFate {
  /** Both included. */
  readonly first: number;
  readonly last: number;
  readonly fate: 'on_hand' | 'purged' | 'missing';
}

export interface LogNumbers {
  /** In the order of the question, each stretch in parts of the same fate. */
  readonly data: readonly NumberFate[];
}
