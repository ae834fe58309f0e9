import type { AuditEvent } from '../audit.contract';
import type { NewEvent } from '../audit.event';
import type { ErasedBy } from '../storage/erasure';
import { EVENT_COLUMNS, toWire, type EventRow } from '../storage/event-row';
import { canonicalJson } from './canonical-json';
import type { PartName } from './parts';
import type { Query } from './query';

/** Among the members that were sent: the country of an address, which Daybook adds where the sender names none. */
export const COUNTRY = 'context/country';

/** The stored events at these places, by id. Rare: only a repeated delivery asks. */
export async function storedEvents(
  query: Query,
  organizationId: string,
  sequences: string[],
  expiresOn: string[],
): Promise<Map<string, AuditEvent>> {
  const rows = await query(
    `SELECT ${EVENT_COLUMNS} FROM events WHERE organization_id = $1 AND sequence = ANY ($2) AND expires_on = ANY ($3::date[])`,
    [organizationId, sequences, [...new Set(expiresOn)]],
  );
  return new Map((rows as unknown as EventRow[]).map((row) => [row.id, toWire(row)]));
}

/**
 * The first member that the client sent and that differs from what is stored, or null: then it is the same event again.
 * What Daybook adds (who reported it, the address it came from, its country, flags) may differ between two deliveries. What was
 * erased cannot be compared any more, and a late delivery does not bring it back: the event is a duplicate by what is left.
 */
export function differingMember(event: NewEvent, stored: AuditEvent | undefined): string | null {
  if (!stored) return null;
  const gone = erasedParts(stored);
  return event.sent?.find((member) => !gone.has(partOf(member)) && !same(member, event, stored)) ?? null;
}

function erasedParts({ redaction }: AuditEvent): Set<PartName | null> {
  const by = (redaction?.erased ?? []) as readonly ErasedBy[];
  return new Set(by.flatMap(({ parts }) => parts));
}

/** Which part a member is stored in; null in the header, which stays. */
function partOf(member: string): PartName | null {
  if (member === 'actor' || member === 'reported_by') return 'actor';
  if (member === 'context' || member === COUNTRY) return 'context';
  if (['summary', 'resource', 'subject', 'related'].includes(member)) return 'target';
  return ['changes', 'details', 'outcome_reason', 'redaction'].includes(member) ? 'content' : null;
}

function same(member: string, event: NewEvent, stored: AuditEvent): boolean {
  if (member === 'id') return true;
  if (member === 'occurred_at') return event.occurred_at.toISOString() === stored.occurred_at;
  if (member === 'flags') return event.flags.every((flag) => stored.flags.includes(flag));
  if (member === COUNTRY) return event.context.country === stored.context.country;
  if (member === 'context') return canonicalJson(sayable(event)) === canonicalJson(sayable(stored));
  const key = member as keyof NewEvent & keyof AuditEvent;
  return canonicalJson(present(event[key])) === canonicalJson(present(stored[key]));
}

/** A context without what Daybook may have added, and without the members that are null: they are not stored. */
function sayable({ context }: { context: object }): object {
  return Object.fromEntries(
    Object.entries(context).filter(([name, value]) => name !== 'country' && value !== null),
  );
}

/** The presenter fills what was left out with `{}` and `[]`; both mean nothing. */
function present(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value ?? null;
  return Object.keys(value).length === 0 ? null : value;
}
