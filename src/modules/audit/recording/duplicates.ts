import type { AuditEvent } from '../audit.contract';
import type { NewEvent } from '../audit.event';
import { EVENT_COLUMNS, toWire, type EventRow } from '../storage/event-row';
import { canonicalJson } from './canonical-json';
import type { Query } from './query';

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
 * What Daybook adds (who reported it, the address it came from, flags) may differ between two deliveries.
 */
export function differingMember(event: NewEvent, stored: AuditEvent | undefined): string | null {
  if (!stored) return null;
  return event.sent?.find((member) => !same(member, event, stored)) ?? null;
}

function same(member: string, event: NewEvent, stored: AuditEvent): boolean {
  if (member === 'id') return true;
  if (member === 'occurred_at') return event.occurred_at.toISOString() === stored.occurred_at;
  if (member === 'flags') return event.flags.every((flag) => stored.flags.includes(flag));
  const key = member as keyof NewEvent & keyof AuditEvent;
  return canonicalJson(present(event[key])) === canonicalJson(present(stored[key]));
}

/** The presenter fills what was left out with `{}` and `[]`; both mean nothing. */
function present(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value ?? null;
  return Object.keys(value).length === 0 ? null : value;
}
