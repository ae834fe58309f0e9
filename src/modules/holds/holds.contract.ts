import type { ApprovalPerson, ApprovalView } from '../approvals/approvals.contract';
import type { Page } from '../audit/audit.contract';
import type { WireCount } from '../audit/audit.counts.contract';

/** What has been said of a hold since it was placed; nothing that was said is ever taken back. */
export interface HoldAddition {
  readonly text: string;
  readonly by: ApprovalPerson;
  readonly at: string;
}

export interface HoldReleasers {
  readonly requested_by: ApprovalPerson;
  /** Null where there was nobody else who could have agreed, and it waited instead. */
  readonly approved_by: ApprovalPerson | null;
}

/** A release that has been asked for does not end it yet. */
export type HoldState = 'in_force' | 'release_requested' | 'released';

/** What is neither purged nor erased, and why. Times are RFC 3339 in UTC. */
export interface LegalHoldView {
  readonly id: string;
  readonly name: string;
  readonly reason: string;
  readonly additions: readonly HoldAddition[];
  /** The parameters of `GET /v1/events` as they were given. What they said of time was made absolute then: see `range`. */
  readonly query: object;
  /** On `occurred_at`, from inclusive, to exclusive; null where it has no end on that side. */
  readonly range: { readonly from: string | null; readonly to: string | null };
  readonly state: HoldState;
  readonly placed_by: ApprovalPerson;
  readonly placed_at: string;
  /** `YYYY-MM-DD`: on that day those who manage holds are asked whether it is still needed. */
  readonly review_on: string | null;
  /** The newest request to release it; null when nobody ever asked. */
  readonly release: ApprovalView | null;
  readonly released_at: string | null;
  readonly released_by: HoldReleasers | null;
  readonly release_reason: string | null;
}

export interface LegalHoldDetail extends LegalHoldView {
  /** How many events it matches now; null once it is released, for whoever may not read the log, and where counting takes too long. */
  readonly events: WireCount | null;
}

export type LegalHoldPage = Page<LegalHoldView>;

/** A hold that keeps one event. */
export interface HoldOfEvent {
  readonly id: string;
  readonly name: string;
  readonly placed_at: string;
  readonly review_on: string | null;
}

export interface HoldsOfEvent {
  /** The oldest first; none when no hold in force matches the event. */
  readonly data: readonly HoldOfEvent[];
}
