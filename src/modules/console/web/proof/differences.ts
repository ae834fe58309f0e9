import type { AuditEvent } from '../../../audit/audit.contract';
import type { EventProof } from '../../../integrity/integrity.contract';

/** No part of the leaf: a day that moves, and what the server says of erasures. */
const NOT_SEALED = ['expires_on', 'redaction'];

/**
 * The fields of an event that read otherwise in its proof than on the page: a proof of something else than what is shown proves
 * nothing. Parts that were erased since the page was loaded may differ.
 */
export function differences(
  shown: AuditEvent,
  { event, verdict }: Pick<EventProof, 'event' | 'verdict'>,
): string[] {
  if (event === null) return ['event'];
  const [one, other] = [shown, event] as unknown as Record<string, unknown>[];
  const names = new Set([...Object.keys(one ?? {}), ...Object.keys(other ?? {})]);
  return [...names].filter(
    (name) =>
      !NOT_SEALED.includes(name) &&
      written(one?.[name]) !== written(other?.[name]) &&
      !(verdict === 'erased' && isEmpty(other?.[name])),
  );
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === 'object' && Object.keys(value).length === 0);

/** The same text for the same content, in whatever order its members come. */
const written = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  ) ?? 'undefined';
