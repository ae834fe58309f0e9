import type { AuditEvent } from '../audit.contract';
import { withErased } from './erasure';

/** What is read of an event: the header, the parts, the hash. Filter columns are never shown, the parts are the truth. */
export const EVENT_COLUMNS = `id, sequence, occurred_at, recorded_at, source, action, operation, category, outcome, flags,
  actor, context, target, content, expires_on::text AS expires_on, leaf_hash, erasure`;

export interface EventRow {
  readonly id: string;
  readonly sequence: string;
  readonly occurred_at: Date;
  readonly recorded_at: Date;
  readonly source: string;
  readonly action: string;
  readonly operation: string;
  readonly category: string | null;
  readonly outcome: string;
  readonly flags: string[];
  readonly actor: string | null;
  readonly context: string | null;
  readonly target: string | null;
  readonly content: string | null;
  /** `infinity` while a legal hold keeps it. */
  readonly expires_on: string;
  readonly leaf_hash: Buffer;
  /** Of a tombstone; null of an event that is whole. */
  readonly erasure: string | null;
}

type Members = Partial<
  Pick<
    AuditEvent,
    | 'actor'
    | 'reported_by'
    | 'summary'
    | 'resource'
    | 'subject'
    | 'related'
    | 'changes'
    | 'details'
    | 'outcome_reason'
    | 'redaction'
  >
>;

/** From row to wire: the one place that decides what a reader of the log sees. */
export function toWire(row: EventRow): AuditEvent {
  const { actor = null, reported_by = null } = parsed(row.actor);
  const { summary = null, resource = null, subject = null, related = [] } = parsed(row.target);
  const { changes = null, details = {}, outcome_reason = null, redaction = null } = parsed(row.content);
  return {
    id: row.id,
    sequence: Number(row.sequence),
    occurred_at: row.occurred_at.toISOString(),
    recorded_at: row.recorded_at.toISOString(),
    source: row.source,
    action: row.action,
    operation: row.operation,
    category: row.category,
    outcome: row.outcome,
    outcome_reason,
    summary,
    actor,
    resource,
    subject,
    related,
    changes,
    details,
    context: (row.context === null ? {} : JSON.parse(row.context)) as Record<string, unknown>,
    reported_by,
    flags: row.flags,
    redaction: withErased(redaction, row.erasure),
    expires_on: row.expires_on === 'infinity' ? null : row.expires_on,
    leaf_hash: row.leaf_hash.toString('hex'),
  };
}

const parsed = (part: string | null): Members => (part === null ? {} : (JSON.parse(part) as Members));
