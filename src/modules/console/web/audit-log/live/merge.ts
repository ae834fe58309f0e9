import type { AuditEvent, EventPage } from '../../../../audit/audit.contract';

/** Newest first, as the list is: by time, then by number. */
const isBefore = (one: AuditEvent, other: AuditEvent): number =>
  one.occurred_at === other.occurred_at
    ? other.sequence - one.sequence
    : one.occurred_at < other.occurred_at
      ? 1
      : -1;

/**
 * What has come live and belongs on the first page, newest first: not what is there already, and not what happened before its
 * last event, which belongs to a later page.
 */
export function freshOf(page: EventPage | undefined, live: readonly AuditEvent[]): readonly AuditEvent[] {
  const known = new Set(page?.data.map(({ id }) => id));
  const last = page?.next_cursor == null ? undefined : page.data.at(-1);
  const found = new Map(
    live
      .filter((event) => !known.has(event.id) && (!last || isBefore(event, last) < 0))
      .map((event) => [event.id, event]),
  );
  return [...found.values()].sort(isBefore);
}

/** The first page with what has come since, in one order. */
export function withFresh(page: readonly AuditEvent[], fresh: readonly AuditEvent[]): readonly AuditEvent[] {
  return fresh.length === 0 ? page : [...fresh, ...page].sort(isBefore);
}
