import { hash } from 'node:crypto';
import type { AuditEvent } from '../../audit/audit.contract';
import type { Expression } from '../../audit/audit.event-query';
import type { Grouping, GroupView } from '../alerts.contract';

/** Who or what an event is about, in one respect. */
export function groupOf(by: Grouping, event: AuditEvent): GroupView {
  if (by === 'none') return { by, type: null, id: null, name: null };
  if (by === 'actor') return { by, ...actorOf(event) };
  if (by === 'ip') return { by, type: null, id: textOf(event.context['ip']), name: null };
  const reference = event[by];
  return {
    by,
    type: reference?.type ?? null,
    id: reference?.id ?? null,
    name: textOf(reference?.name),
  };
}

/** Nobody is signed in while they try to sign in: then the address that they tried is who it is about. */
function actorOf({ actor, details }: AuditEvent): Omit<GroupView, 'by'> {
  const type = textOf(actor?.['type']);
  const id = textOf(actor?.['id']) ?? textOf(actor?.['email']);
  const tried = type === 'anonymous' ? textOf(details['email'])?.toLowerCase() : null;
  return { type, id: id ?? tried ?? null, name: textOf(actor?.['name']) };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** The same for all events of a group, and a digest: it tells nothing of the person (names may change and do not count). */
export const keyOf = ({ by, type, id }: GroupView): string =>
  hash('sha256', JSON.stringify([by, type, id]), 'hex').slice(0, 32);

/** What narrows a query down to a group, as far as an index can tell; the key decides. */
export function testsOf({ by, type, id }: GroupView): Expression[] {
  if (by === 'none') return [];
  if (by === 'actor') return actorTests(type, id);
  if (id === null) return [{ not: { has: by } }];
  if (by === 'ip') return [{ field: 'ip', within: id }];
  if (by === 'subject') return [{ field: 'subject_id', is: id }];
  return [
    ...(type === null ? [] : [{ field: 'resource_type', is: type } as const]),
    { field: 'resource_id', is: id },
  ];
}

function actorTests(type: string | null, id: string | null): Expression[] {
  if (type === 'anonymous') return [{ field: 'actor_type', is: type }];
  return id === null ? [] : [{ field: 'actor', is: id }];
}

/** The parameters of `GET /v1/events` that do the same; they take the place of the rule's own of the same name. */
export function parametersOf({ by, type, id }: GroupView): Record<string, string[]> {
  if (id === null) return {};
  if (by === 'actor') return type === 'anonymous' ? {} : { actor: [id] };
  if (by === 'ip') return { ip: [id] };
  if (by === 'subject') return { subject_id: [id] };
  return by === 'resource' ? { ...(type === null ? {} : { resource_type: [type] }), resource_id: [id] } : {};
}
