import type { ActionSpec } from '../../../platform/context/action-spec';
import type { Actor, EventDraft, Reference } from '../../../platform/context/request-record';

type Facts = Pick<EventDraft, 'resource' | 'subject' | 'changes' | 'details'> & { actor: Actor };

/** The sentence of an event: what happened, or what was attempted and why it failed. */
export function summarize(spec: ActionSpec, outcome: string, reason: string | null, facts: Facts): string {
  if (outcome === 'success')
    return spec.summary.replace(/\{([a-z_.]+)\}/g, (_, path: string) => value(path, facts));
  const verb = outcome === 'denied' ? 'was not allowed to' : 'failed to';
  return `${nameOf(facts.actor)} ${verb} ${spec.attempt}${reason ? `: ${reason}` : ''}`;
}

/** `{actor}`, `{resource}`, `{subject}`, `{before.role}`, `{after.role}`, `{details.rows}` */
function value(path: string, { actor, resource, subject, changes, details }: Facts): string {
  if (path === 'actor') return nameOf(actor);
  if (path === 'resource') return labelOf(resource);
  if (path === 'subject') return labelOf(subject);
  const [root, key = ''] = path.split('.');
  const from = root === 'details' ? details : root === 'before' ? changes?.before : changes?.after;
  const found = from?.[key];
  if (found === undefined || found === null) return 'nothing';
  return typeof found === 'string' ? found : JSON.stringify(found);
}

export function nameOf({ type, name, email, id }: Actor): string {
  if (type === 'api_key') return `API key ${name ?? id ?? ''}`.trim();
  return (
    name ?? email ?? (type === 'anonymous' ? 'Somebody' : type === 'system' ? 'Daybook' : (id ?? 'Somebody'))
  );
}

const labelOf = (reference: Reference | null | undefined): string =>
  reference?.name ?? reference?.id ?? 'nothing';
