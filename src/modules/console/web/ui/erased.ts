import type { AuditEvent } from '../../../audit/audit.contract';

/** One erasure that took something of an event, and the event that announced it. */
export interface ErasedBy {
  readonly event_id: string;
  readonly at: string;
  readonly parts: readonly ErasedPart[];
}

const PARTS = ['actor', 'context', 'target', 'content'] as const;
export type ErasedPart = (typeof PARTS)[number];

/** What was erased of an event; nothing for one that is whole. */
export const erasedBy = ({ redaction }: Pick<AuditEvent, 'redaction'>): readonly ErasedBy[] =>
  Array.isArray(redaction?.erased) ? (redaction.erased as readonly ErasedBy[]) : [];

/** Whether a part has gone: what is not there was not always absent. */
export const isErased = (event: Pick<AuditEvent, 'redaction'>, part: ErasedPart): boolean =>
  erasedBy(event).some(({ parts }) => parts.includes(part));

/** Nothing is left but that it happened. */
export const isWhollyErased = (event: Pick<AuditEvent, 'redaction'>): boolean =>
  PARTS.every((part) => isErased(event, part));

/** What was taken out before the event was stored: secrets. Names of members. */
export const removedBefore = ({ redaction }: Pick<AuditEvent, 'redaction'>): readonly string[] =>
  Object.keys(redaction ?? {}).filter((name) => name !== 'erased');
