import type { AuditReader } from '../../audit/audit.reader';
import type { AuditEvent } from '../../audit/audit.contract';
import type { EventQuery } from '../../audit/audit.event-query';
import type { Grouping } from '../alerts.contract';
import type { Match } from './firings';
import { groupOf, keyOf } from './group';

/** A match, and the event that it is. */
export interface EventMatch extends Match {
  readonly event: AuditEvent;
}

export const matchOf = (by: Grouping, event: AuditEvent): EventMatch => ({
  at: Date.parse(event.occurred_at),
  sequence: event.sequence,
  group: keyOf(groupOf(by, event)),
  event,
});

const CHUNK = 1_000;

export interface Found {
  /** Newest first. */
  readonly events: readonly AuditEvent[];
  /** Whether that is all. */
  readonly complete: boolean;
}

/** The newest events of a query, by the index that serves it best, until there are `most` or the time is over. */
export async function newestOf(
  reader: AuditReader,
  organizationId: string,
  query: EventQuery,
  { most, until }: { most: number; until: AbortSignal },
): Promise<Found> {
  const events: AuditEvent[] = [];
  for (;;) {
    const last = events.at(-1);
    const limit = Math.min(CHUNK, most - events.length);
    const page = await reader.page(organizationId, query, {
      after: last ? { occurredAt: last.occurred_at, sequence: last.sequence } : null,
      ascending: false,
      limit,
    });
    events.push(...page.slice(0, limit));
    if (page.length <= limit) return { events, complete: true };
    if (events.length >= most || until.aborted) return { events, complete: false };
  }
}
