import { v7 as uuidv7 } from 'uuid';
import { anonymous, type EventDraft, type JsonObject } from '../../../platform/context/request-record';
import type { ActionSpec } from '../../../platform/context/action-spec';
import type { NewEvent } from '../audit.event';
import { redact } from './redaction';
import { summarize } from './summary';

/** An event that Daybook observed itself, from its action's declaration and what its observer adds. */
export function ownEvent(
  spec: ActionSpec,
  occurredAt: Date,
  draft: EventDraft,
  context: JsonObject,
): NewEvent {
  const { name: action, operation, category } = spec;
  const { outcome = 'success', flags = [] } = draft;
  // Whatever was asked for: that it was refused is a matter of security (S0-26).
  const source = outcome === 'denied' ? 'security' : spec.source;
  return {
    id: draft.id ?? uuidv7(),
    sent: null,
    occurred_at: occurredAt,
    source,
    action,
    operation,
    category,
    outcome,
    flags: [...new Set([...flags, ...declaredFlags(spec)])].sort(),
    reported_by: null,
    ...redact({ ...membersOf(spec, draft), context }),
  };
}

const declaredFlags = ({ critical, phi }: ActionSpec): string[] => [
  ...(critical ? ['critical'] : []),
  ...(phi ? ['phi'] : []),
];

type Told =
  'actor' | 'resource' | 'subject' | 'related' | 'changes' | 'details' | 'summary' | 'outcome_reason';

function membersOf(spec: ActionSpec, draft: EventDraft): Pick<NewEvent, Told> {
  const { actor = anonymous, resource = null, subject = null, changes = null, details = {} } = draft;
  const { outcome = 'success', outcome_reason = null, related = [] } = draft;
  const summary =
    draft.summary ?? summarize(spec, outcome, outcome_reason, { actor, resource, subject, changes, details });
  return { actor, resource, subject, related, changes, details, summary, outcome_reason };
}
