import { hash } from 'node:crypto';
import type { PartName } from './parts';

/** What of an event stands in its leaf by itself, and not by a digest. */
export interface LeafHeader {
  readonly id: string;
  readonly occurred_at: Date;
  readonly source: string;
  readonly action: string;
  readonly operation: string;
  readonly category: string | null;
  readonly outcome: string;
  readonly flags: readonly string[];
}

/** Digests in hex; null of a part that says nothing. */
export type PartDigests = Readonly<Record<PartName, { readonly digest: string } | null>>;

/**
 * The leaf of RFC 6962 §2.1: SHA-256(0x00 ‖ JCS({ v: 1, …header, actor, context, target, content: digests in hex or null })).
 * Written out member by member in JCS order, because this is the hot path; `leaf.spec.ts` holds it against `canonicalJson`.
 */
export const leafHash = (
  organizationId: string,
  event: LeafHeader,
  recordedAt: Date,
  parts: PartDigests,
): Buffer => hash('sha256', leafInput(organizationId, event, recordedAt, parts), 'buffer');

/** What is hashed: a zero, and behind it the entry. */
export function leafInput(
  organizationId: string,
  event: LeafHeader,
  recordedAt: Date,
  { actor, content, context, target }: PartDigests,
): string {
  return (
    `\0{"action":${JSON.stringify(event.action)},"actor":${digest(actor)},"category":${JSON.stringify(event.category)},` +
    `"content":${digest(content)},"context":${digest(context)},"flags":${JSON.stringify(event.flags)},"id":"${event.id}",` +
    `"occurred_at":"${event.occurred_at.toISOString()}","operation":"${event.operation}","organization_id":"${organizationId}",` +
    `"outcome":"${event.outcome}","recorded_at":"${recordedAt.toISOString()}","source":${JSON.stringify(event.source)},` +
    `"target":${digest(target)},"v":1}`
  );
}

const digest = (part: { digest: string } | null): string => (part ? `"${part.digest}"` : 'null');
