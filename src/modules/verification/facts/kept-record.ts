import { hash } from 'node:crypto';
import type { LeafInput } from '../checks/leaf';

/** A row of `kept_records`: what is left of an event that took others away, after it was purged itself. */
export interface KeptRow {
  readonly sequence: string;
  readonly id: string;
  readonly occurred_at: Date;
  readonly recorded_at: Date;
  readonly source: string;
  readonly action: string;
  readonly operation: string;
  readonly category: string | null;
  readonly outcome: string;
  readonly flags: readonly string[];
  readonly actor_digest: string | null;
  readonly context_digest: string | null;
  readonly target_digest: string | null;
  readonly content_digest: string | null;
  readonly actor: string | null;
  readonly actor_salt: Buffer | null;
  readonly target: string | null;
  readonly target_salt: Buffer | null;
  readonly content: string | null;
  readonly content_salt: Buffer | null;
  readonly leaf_hash: Buffer;
}

/** What its leaf is made of; the digests of what was kept whole are made anew. */
export function recordFrom(row: KeptRow): LeafInput {
  const { id, source, action, operation, category, outcome, flags } = row;
  return {
    id,
    source,
    action,
    operation,
    category,
    outcome,
    flags,
    occurredAt: Number(row.occurred_at),
    recordedAt: Number(row.recorded_at),
    digests: [
      digest(row.actor, row.actor_salt) ?? row.actor_digest,
      row.context_digest,
      digest(row.target, row.target_salt) ?? row.target_digest,
      digest(row.content, row.content_salt) ?? row.content_digest,
    ],
  };
}

const digest = (text: string | null, salt: Buffer | null): string | null =>
  text === null || salt === null ? null : hash('sha256', Buffer.concat([salt, Buffer.from(text)]), 'hex');
