import type { EventQuery } from '../audit/audit.event-query';
import type { Page } from '../audit/audit.contract';

/** Whoever wrote, asked or decided: `support` for the platform's operators. */
export interface SupportPerson {
  readonly type: 'user' | 'support';
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
}

export type SupportKind = 'question' | 'export';
export type SupportState = 'open' | 'delivered' | 'closed';

/** An export as a customer asks for it: the parameters of `GET /v1/events`, with a range. */
export interface WantedExport {
  readonly format: string;
  readonly from: string;
  readonly to: string;
  readonly query: object;
}

/** The clocks of a request, the same for customer and operators. Times are RFC 3339 in UTC. */
export interface SupportClocks {
  /** 24 hours after it was made. */
  readonly first_answer_due_at: string;
  readonly first_answered_at: string | null;
  /** Three business days of the organization after it was made; null for a question. */
  readonly due_at: string | null;
  readonly delivered_at: string | null;
  /** Which of the two is past, and not met. */
  readonly overdue: readonly ('first_answer' | 'delivery')[];
}

export interface SupportRequestSummary extends SupportClocks {
  readonly id: string;
  /** Counted in each organization. */
  readonly number: number;
  /** `operator`: made by an operator, unasked. */
  readonly origin: 'customer' | 'operator';
  readonly kind: SupportKind;
  readonly state: SupportState;
  readonly requested_by: SupportPerson;
  readonly created_at: string;
  readonly closed_at: string | null;
}

export interface SupportFeedback {
  readonly helped: boolean;
  readonly comment: string | null;
  readonly given_at: string;
  readonly given_by: SupportPerson;
}

/**
 * `proposed` waits for approval until `lapses_at`, else it is `lapsed`; `approved` can be used until `usable_until`, else it is
 * `expired`; then it is `building` until its file is `delivered` or has `failed`. `withdrawn` by support or with its request,
 * `refused` or `revoked` by whoever may approve.
 */
export type GrantState =
  | 'proposed'
  | 'withdrawn'
  | 'refused'
  | 'lapsed'
  | 'approved'
  | 'revoked'
  | 'expired'
  | 'building'
  | 'delivered'
  | 'failed';

/** An export that support proposes: exactly this, once. */
export interface SupportProposal {
  readonly id: string;
  readonly state: GrantState;
  readonly format: string;
  /** What is built. */
  readonly query: EventQuery;
  /** The parameters that it was proposed as. */
  readonly filter: object;
  readonly time_zone: string;
  readonly reason: string;
  readonly proposed_by: SupportPerson;
  readonly proposed_at: string;
  readonly lapses_at: string;
  readonly decided_by: SupportPerson | null;
  readonly decided_at: string | null;
  readonly usable_until: string | null;
  readonly used_by: SupportPerson | null;
  readonly used_at: string | null;
  /** Its id is for the organization alone: support learns how far it is. */
  readonly export: { readonly id?: string; readonly state: string; readonly percent: number } | null;
}

export interface SupportRequestView extends SupportRequestSummary {
  readonly trying_to: string;
  readonly workspace: string;
  readonly record: { readonly type: string; readonly id: string } | null;
  readonly wanted: WantedExport | null;
  readonly closed_by: SupportPerson | null;
  readonly feedback: SupportFeedback | null;
  /** The newest. */
  readonly proposal: SupportProposal | null;
}

export interface SupportMessageView {
  readonly id: string;
  readonly author: SupportPerson;
  readonly text: string;
  readonly created_at: string;
}

export interface SupportRequestDetails extends SupportRequestView {
  /** The oldest first. */
  readonly messages: readonly SupportMessageView[];
}

export type SupportRequestPage = Page<SupportRequestView>;

interface OfOrganization {
  readonly organization: { readonly id: string; readonly name: string };
}

/** A request as operators see it. */
export type DeskRequest = SupportRequestDetails & OfOrganization;
export type DeskPage = Page<SupportRequestSummary & OfOrganization>;
