import { hash } from 'node:crypto';
import type { NewEvent } from '../audit.event';
import type { Parts } from './parts';

/**
 * The leaf of RFC 6962 §2.1: SHA-256(0x00 ‖ JCS({ v: 1, …header, actor, context, target, content: digests in hex or null })).
 * Written out member by member in JCS order, because this is the hot path; `leaf.spec.ts` holds it against `canonicalJson`.
 */
export function leafHash(organizationId: string, event: NewEvent, recordedAt: Date, parts: Parts): Buffer {
  const { actor, content, context, target } = parts;
  const text =
    `\0{"action":${JSON.stringify(event.action)},"actor":${digest(actor)},"category":${JSON.stringify(event.category)},` +
    `"content":${digest(content)},"context":${digest(context)},"flags":${JSON.stringify(event.flags)},"id":"${event.id}",` +
    `"occurred_at":"${event.occurred_at.toISOString()}","operation":"${event.operation}","organization_id":"${organizationId}",` +
    `"outcome":"${event.outcome}","recorded_at":"${recordedAt.toISOString()}","source":${JSON.stringify(event.source)},` +
    `"target":${digest(target)},"v":1}`;
  return hash('sha256', text, 'buffer');
}

const digest = (part: { digest: string } | null): string => (part ? `"${part.digest}"` : 'null');
