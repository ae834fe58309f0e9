import type { Actor, JsonObject, Reference } from '../../platform/context/request-record';
import type { Category, Operation, Outcome } from '../../platform/context/action-spec';

/** The request behind an event: where it came from, and through which route. */
export interface EventContext extends JsonObject {
  readonly ip?: string | null;
  readonly session_id?: string | null;
  readonly request_id?: string | null;
  /** ISO 3166-1 alpha-2, as the sender names it, or as the operator's database has the address. */
  readonly country?: string | null;
}

/** Which key reported an event of a host product; null means that Daybook observed it itself (A32). */
export interface ReportedBy {
  readonly api_key_id: string;
  readonly ip: string | null;
  readonly request_id: string;
}

/** An event before it is appended. Times, names and limits are as `design.md` gives them; credentials are already out. */
export interface NewEvent {
  readonly id: string;
  /** The members a client sent, when it chose the id: what a repeated delivery is compared by. Null for our own events. */
  readonly sent: readonly string[] | null;
  readonly occurred_at: Date;
  readonly source: string;
  readonly action: string;
  readonly operation: Operation;
  readonly category: Category | null;
  readonly outcome: Outcome;
  readonly outcome_reason: string | null;
  readonly flags: readonly string[];
  readonly summary: string | null;
  readonly actor: Actor;
  readonly resource: Reference | null;
  readonly subject: Reference | null;
  readonly related: readonly Reference[];
  readonly changes: { readonly before: JsonObject | null; readonly after: JsonObject | null } | null;
  readonly details: JsonObject;
  readonly context: EventContext;
  readonly reported_by: ReportedBy | null;
  readonly redaction: JsonObject | null;
}

/** What became of one event. `rejected` and `conflict` stored nothing. */
export type AppendResult =
  | {
      readonly status: 'stored' | 'duplicate';
      readonly id: string;
      readonly sequence: number;
      /** Of the event as it is stored, in hex. */
      readonly leafHash: string;
    }
  | { readonly status: 'conflict'; readonly id: string; readonly sequence: number; readonly member: string }
  | { readonly status: 'rejected'; readonly id: string; readonly code: string; readonly detail: string };
