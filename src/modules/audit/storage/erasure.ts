import type { PartName } from '../recording/parts';

/** One erasure that took something of an event: the event that announced it, when, and which parts went. */
export interface ErasedBy {
  readonly event_id: string;
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly parts: readonly PartName[];
}

/** `events.erasure`: what became of the parts that are gone, and the digests that the leaf is still made of (hex). */
export interface Erasure {
  readonly digests: Readonly<Partial<Record<PartName, string>>>;
  readonly by: readonly ErasedBy[];
}

export const erasureOf = (column: string | null): Erasure | null =>
  column === null ? null : (JSON.parse(column) as Erasure);

/**
 * `redaction` as every reader is shown it, in lists, streams and exports alike: what was removed before the event was stored,
 * and, of a tombstone, `erased`. `column` is `events.erasure`.
 */
export function withErased(
  redaction: Record<string, unknown> | null,
  column: string | null,
): Record<string, unknown> | null {
  const erasure = erasureOf(column);
  return erasure === null ? redaction : { ...redaction, erased: erasure.by };
}
