/** The shapes of the HTTP API of the log. The console imports these types and nothing else. */

export interface WireReference {
  readonly type: string;
  readonly id: string;
  readonly name?: string | null;
  readonly href?: string | null;
}

/** One event as the API returns it (design.md, "The event"). Times are RFC 3339 in UTC, with milliseconds. */
export interface AuditEvent {
  readonly id: string;
  readonly sequence: number;
  readonly occurred_at: string;
  readonly recorded_at: string;
  readonly source: string;
  readonly action: string;
  readonly operation: string;
  readonly category: string | null;
  readonly outcome: string;
  readonly outcome_reason: string | null;
  readonly summary: string | null;
  readonly actor: Record<string, unknown> | null;
  readonly resource: WireReference | null;
  readonly subject: WireReference | null;
  readonly related: readonly WireReference[];
  readonly changes: { readonly before: unknown; readonly after: unknown } | null;
  readonly details: Record<string, unknown>;
  readonly context: Record<string, unknown>;
  readonly reported_by: Record<string, unknown> | null;
  readonly flags: readonly string[];
  readonly redaction: Record<string, unknown> | null;
  /** The day after which it may be dropped; null while a legal hold keeps it beyond that day. */
  readonly expires_on: string | null;
  /** Hex of the RFC 6962 leaf. */
  readonly leaf_hash: string;
}

/** A page of a list: cursors are opaque, bound to the query, null at either end. */
export interface Page<T> {
  readonly data: readonly T[];
  readonly next_cursor: string | null;
  readonly prev_cursor: string | null;
}

export type EventPage = Page<AuditEvent>;

/** What happened around one event, each list in the order of time. With a cursor, only what lies further that way. */
export interface EventSurroundings {
  readonly before: readonly AuditEvent[];
  readonly event: AuditEvent;
  readonly after: readonly AuditEvent[];
  /** To what lies further before, and further after; null where nothing does. */
  readonly prev_cursor: string | null;
  readonly next_cursor: string | null;
}

/** One field of a record, by its dotted path (`address.city`, `roles.0`), before and after a change. */
export interface FieldChange {
  readonly field: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly kind: 'added' | 'removed' | 'changed';
}

/** An event that touched a record, and what it changed of it, field by field. */
export interface RecordEvent extends AuditEvent {
  readonly field_changes: readonly FieldChange[];
}

export type RecordHistory = Page<RecordEvent>;

/** What became of one event of an ingest request, in the order of the request. */
export interface IngestItem {
  readonly id: string | null;
  readonly status: 'stored' | 'duplicate' | 'conflict' | 'rejected';
  /** With `leaf_hash`, of what was stored now or before, the receipt: `GET /v1/proofs/:sequence` proves later that this leaf is in the log (A21). */
  readonly sequence?: number;
  /** In hex. */
  readonly leaf_hash?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

export interface IngestResult {
  readonly stored: number;
  readonly duplicates: number;
  readonly conflicts: number;
  readonly rejected: number;
  readonly items: readonly IngestItem[];
}

/** One thing that could stand at the caret of a query. */
export interface WireOption {
  /** Replaces the range of the completion. */
  readonly text: string;
  readonly help: string | null;
}

/** What is expected at the caret of a query. `from` and `to`: the part of the text to replace, in UTF-16 units. */
export interface EventCompletion {
  readonly expected: 'term' | 'value';
  readonly field: string | null;
  readonly from: number;
  readonly to: number;
  /** At most 20. */
  readonly options: readonly WireOption[];
}
