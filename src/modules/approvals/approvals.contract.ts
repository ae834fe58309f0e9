import type { Page } from '../audit/audit.contract';

export interface ApprovalPerson {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
}

/**
 * `pending`: waits for a second person or for time. `approved`: somebody agreed, and it is done once `not_before` has passed.
 * `lapsed`: nobody agreed in time.
 */
export type ApprovalState = 'pending' | 'approved' | 'refused' | 'withdrawn' | 'done' | 'lapsed';

/** What one person asked for and another has to agree to, or time. Times are RFC 3339 in UTC. */
export interface ApprovalView {
  readonly id: string;
  /** What has to be approved: `erasure`, `retention_policy`, `legal_hold_release` … */
  readonly kind: string;
  /** Which one. */
  readonly resource_id: string;
  /** In words, completing "asks to …". */
  readonly what: string;
  readonly reason: string;
  readonly requested_by: ApprovalPerson;
  readonly requested_at: string;
  /** Whether somebody else has to agree; false where there was nobody else who could. */
  readonly second_person_required: boolean;
  /** Nothing happens before. */
  readonly not_before: string;
  /** Until then a second person can agree. */
  readonly lapses_at: string;
  readonly state: ApprovalState;
  readonly decided_by: ApprovalPerson | null;
  readonly decided_at: string | null;
}

export type ApprovalPage = Page<ApprovalView>;
