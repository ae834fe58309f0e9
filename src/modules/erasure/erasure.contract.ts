import type { ApprovalPerson, ApprovalView } from '../approvals/approvals.contract';
import type { AuditEvent, Page } from '../audit/audit.contract';
import type { EventQuery } from '../audit/audit.event-query';

/** `pending`: waits for a second person. `waiting`: waits for time. `partly`: done, but for events that were spared. */
export type ErasureState =
  'pending' | 'waiting' | 'running' | 'done' | 'partly' | 'refused' | 'withdrawn' | 'lapsed' | 'failed';

export type ErasedPart = 'actor' | 'context' | 'target' | 'content';

/** Why events were spared when it came to it, and how many. */
export interface Skipped {
  /** A legal hold matches them by now. */
  readonly held?: number;
  /** Younger than the floor of the retention policy. */
  readonly too_young?: number;
  /** Nothing was left to be erased. */
  readonly already_erased?: number;
  /** They had been purged. */
  readonly purged?: number;
  /** Erasure was switched off meanwhile. */
  readonly switched_off?: number;
}

/** What was asked to be erased, and what became of it. Times are RFC 3339 in UTC. */
export interface ErasureView {
  readonly id: string;
  readonly state: ErasureState;
  readonly parts: readonly ErasedPart[];
  readonly reason: string;
  readonly requested_by: ApprovalPerson;
  readonly requested_at: string;
  /** How many events, fixed when it was asked for: later ones are not among them. */
  readonly events: number;
  /** The log's end at that moment. */
  readonly last_sequence: number;
  /** Stretches of numbers that the events are. */
  readonly range_count: number;
  /** Hex of the SHA-256 of the stretches as canonical JSON (RFC 8785): [[first, last], …]. */
  readonly ranges_sha256: string;
  /** Null once it is over, and when events were chosen one by one. */
  readonly query: EventQuery | null;
  readonly approval: ApprovalView | null;
  readonly progress: { readonly events: number; readonly percent: number };
  readonly erased: number;
  readonly skipped: Skipped;
  /** The event that announced it: what tombstones point to. */
  readonly event_id: string | null;
  readonly started_at: string | null;
  readonly finished_at: string | null;
  readonly failure: string | null;
}

export interface ErasureDetail extends ErasureView {
  /** First and last of each stretch, both included; null where there are more than ten thousand. */
  readonly ranges: readonly (readonly [number, number])[] | null;
}

export type ErasurePage = Page<ErasureView>;

/** What stands in the way. Any of it refuses the whole. */
export interface Obstacle {
  readonly code:
    | 'erasure.disabled'
    | 'erasure.nothing'
    | 'erasure.under_hold'
    | 'erasure.below_floor'
    | 'erasure.protected';
  readonly events: number;
  readonly detail: string;
}

/** What would be erased, before it is asked for. */
export interface ErasurePreview {
  /** What has to be typed. */
  readonly events: number;
  /** Send it with the request: events that are newer, such as the one of this preview, are then not counted. */
  readonly last_sequence: number;
  readonly parts: readonly ErasedPart[];
  readonly query: EventQuery | null;
  readonly obstacles: readonly Obstacle[];
  readonly holds: readonly HoldingView[];
  readonly already_erased: number;
  /** Exports asked for before hold what they hold: they are not touched. */
  readonly exports_that_may_contain_them: number;
  readonly samples: readonly AuditEvent[];
}

export interface HoldingView {
  readonly id: string;
  readonly name: string;
  readonly events: number;
}

/** Whose identity is erased: any of these. */
export interface PersonView {
  readonly actor_id?: string;
  readonly email?: string;
  readonly name?: string;
  readonly record?: { readonly type: string; readonly id: string };
}

export interface SubjectErasureView extends Omit<ErasureView, 'query'> {
  /** What stands for the person in the log: nothing else of them does. */
  readonly reference: string;
  /** Null once it is over. */
  readonly person: PersonView | null;
}

export interface SubjectErasureDetail extends SubjectErasureView {
  readonly ranges: ErasureDetail['ranges'];
}

export type SubjectErasurePage = Page<SubjectErasureView>;

export interface SubjectErasurePreview extends Omit<ErasurePreview, 'query'> {
  readonly events_as_actor: number;
  /** Events whose changes or details mention the person: erased with `include_content` only. */
  readonly events_with_content: number;
  /** Of Daybook's record of what was done to the log itself: kept. */
  readonly protected: number;
  /** The identities that were found, for whoever decides: another person may have the same name. */
  readonly identities: readonly Identity[];
  /** False where the log was too long to look through all texts: then `partial_search` has to be said. */
  readonly complete: boolean;
  /** References of earlier erasures of the same person. */
  readonly earlier: readonly string[];
}

export interface Identity {
  readonly type: string;
  readonly id: string | null;
  readonly email: string | null;
  readonly name: string | null;
}
