import { v7 as uuidv7 } from 'uuid';
import type { Operation } from '../../../platform/context/action-spec';
import { anonymous, type Actor } from '../../../platform/context/request-record';
import { normalizeAddress } from '../../../platform/http/client-address';
import type { NewEvent, ReportedBy } from '../audit.event';
import { COUNTRY } from '../recording/duplicates';
import { redact } from '../recording/redaction';
import type { IncomingEvent } from './event-schema';

const DEFAULT_SOURCE = 'api';
const VERBS: readonly (readonly [Operation, RegExp])[] = [
  ['create', /^(create|add|insert|invite|upload|import|issue|book|send|sent)/],
  ['read', /^(view|read|get|list|search|open|download|access|print|export)/],
  ['delete', /^(delete|remove|purge|revoke|cancel|destroy|erase)/],
  ['update', /^(update|change|edit|rename|set|modif|move|assign|reschedule|patch|put|enable|disable)/],
  ['authenticate', /^(sign|log(ged)?_?(in|out)|authenticat)/],
];

/** An event of a host product in full: defaults filled, addresses in one form, credentials out, its reporter named (A32). */
export function newEvent(incoming: IncomingEvent, reportedBy: ReportedBy, now: Date): NewEvent {
  const { id, occurred_at, source, action, operation, category, outcome, outcome_reason, summary, flags } =
    incoming;
  const { actor, resource, subject, related, changes, details, context } = incoming;
  const members = redact({
    actor: fullActor(actor),
    resource: resource ?? null,
    subject: subject ?? null,
    related: related ?? [],
    changes: changes ? { before: changes.before ?? null, after: changes.after ?? null } : null,
    details: details ?? {},
    context: context?.ip ? { ...context, ip: normalizeAddress(context.ip) } : (context ?? {}),
    summary: summary ?? null,
    outcome_reason: outcome_reason ?? null,
  });
  return {
    id: id?.toLowerCase() ?? uuidv7(),
    sent: id === undefined ? null : sentMembers(incoming),
    occurred_at: occurred_at === undefined ? now : new Date(occurred_at),
    source: source ?? DEFAULT_SOURCE,
    action,
    operation: operation ?? operationOf(action),
    category: category ?? null,
    outcome: outcome ?? 'success',
    flags: flags ? [...flags].sort() : [],
    reported_by: reportedBy,
    ...members,
  };
}

const sentMembers = (incoming: IncomingEvent): string[] => [
  ...Object.keys(incoming),
  ...(incoming.context?.country ? [COUNTRY] : []),
];

/** Members are named in one order and complete, so that the same actor has one form. */
const fullActor = ({ type, id, name, email, role, on_behalf_of }: Partial<Actor>): Actor => ({
  ...anonymous,
  type: type ?? 'user',
  id: id ?? null,
  name: name ?? null,
  email: email ?? null,
  role: role ?? null,
  ...(on_behalf_of ? { on_behalf_of } : {}),
});

/** `patient.viewed` reads. A guess from the verb; whoever knows better says so. */
export function operationOf(action: string): Operation {
  const verb = (action.split('.').at(-1) ?? '').toLowerCase();
  const words = verb.split(/[_:/-]/);
  return (
    VERBS.find(([, pattern]) => words.some((word) => pattern.test(word)) || pattern.test(verb))?.[0] ??
    'execute'
  );
}
