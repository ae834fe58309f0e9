import type { AuditEvent } from '../../audit/audit.contract';
import { PART_NAMES, type PartName } from '../../audit/audit.tombstones';
import { comparable, withIdentity, type Identifiers } from './identifiers';
import { mentions } from './mentions';

/** Where an event carries a person. */
export interface Traces {
  readonly asActor: boolean;
  /** The parts that say who it is; of what the person did themselves also where it was done from. */
  readonly parts: readonly PartName[];
}

/** What each part of an event says; null where it is not there, or gone. */
export function partsOf(event: AuditEvent): Record<PartName, object | null> {
  const { actor, reported_by, context, summary, resource, subject, related } = event;
  const { changes, details, outcome_reason } = event;
  return {
    actor: said({ actor, reported_by }),
    context: said(context),
    target: said({ summary, resource, subject, related: related.length > 0 ? related : null }),
    content: said({ changes, details: Object.keys(details).length > 0 ? details : null, outcome_reason }),
  };
}

const said = (members: object): object | null =>
  Object.values(members).some((value) => value !== null && value !== undefined) ? members : null;

export function tracesOf(event: AuditEvent, who: Identifiers): Traces {
  const asActor = isActor(event, who);
  const known = asActor && event.actor ? withIdentity(who, event.actor) : who;
  const parts = partsOf(event);
  const carries = (name: PartName): boolean =>
    parts[name] !== null &&
    ((asActor && (name === 'actor' || name === 'context')) || mentions(parts[name], known));
  return { asActor, parts: PART_NAMES.filter(carries) };
}

/** A record of a person may act as well, when it is the id of a user. */
function isActor({ actor }: AuditEvent, { ids, emails, names }: Identifiers): boolean {
  if (!actor) return false;
  const { id, email, name } = actor;
  return (
    (typeof id === 'string' && ids.includes(id)) ||
    (typeof email === 'string' && emails.includes(comparable(email))) ||
    (typeof name === 'string' && names.includes(comparable(name)))
  );
}
