import { hash } from 'node:crypto';
import { isoOf } from './moments';

/** The four parts, in the order that a verification counts them. */
export const PARTS = ['actor', 'context', 'target', 'content'] as const;
export type Part = (typeof PARTS)[number];

/** What a leaf is made of besides the organization: the header, and for each of `PARTS` its digest in hex or null. */
export interface LeafInput {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly occurredAt: number;
  readonly recordedAt: number;
  readonly source: string;
  readonly action: string;
  readonly operation: string;
  readonly category: string | null;
  readonly outcome: string;
  readonly flags: readonly (string | null)[];
  readonly digests: readonly (string | null)[];
}

/**
 * The leaf of design.md ("The event"): SHA-256(0x00 ‖ JCS of header and digests), here by the description of the format and by no code of
 * whoever writes it. The members are in the order of RFC 8785.
 */
export function leafOf(organizationId: string, input: LeafInput): Buffer {
  const [actor, context, target, content] = input.digests;
  const text =
    `\0{"action":${quoted(input.action)},"actor":${hex(actor)},"category":${quoted(input.category)},"content":${hex(content)},` +
    `"context":${hex(context)},"flags":${input.flags.length === 0 ? '[]' : JSON.stringify(input.flags)},"id":"${input.id}",` +
    `"occurred_at":"${isoOf(input.occurredAt)}","operation":${quoted(input.operation)},"organization_id":"${organizationId}",` +
    `"outcome":${quoted(input.outcome)},"recorded_at":"${isoOf(input.recordedAt)}","source":${quoted(input.source)},` +
    `"target":${hex(target)},"v":1}`;
  return hash('sha256', text, 'buffer');
}

const hex = (digest: string | null | undefined): string =>
  digest === null || digest === undefined ? 'null' : `"${digest}"`;

const KEPT = 4_096;
const known = new Map<string, string>();

/** Few values stand in most events. */
function quoted(text: string | null): string {
  if (text === null) return 'null';
  const before = known.get(text);
  if (before !== undefined) return before;
  const made = JSON.stringify(text);
  if (known.size >= KEPT) known.clear();
  known.set(text, made);
  return made;
}
