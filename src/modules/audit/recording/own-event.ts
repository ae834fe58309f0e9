import { v7 as uuidv7 } from 'uuid';
import { anonymous, type EventDraft, type JsonObject } from '../../../platform/context/request-record';
import type { ActionSpec, Outcome } from '../../../platform/context/action-spec';
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
  const {
    resource = null,
    subject = null,
    related = [],
    changes = null,
    details = {},
    actor = anonymous,
  } = draft;
  const outcome: Outcome = draft.outcome ?? 'success';
  const reason = draft.outcome_reason ?? null;
  const flags = [...new Set([...(draft.flags ?? []), ...(spec.critical ? ['critical'] : [])])].sort();
  const summary =
    draft.summary ?? summarize(spec, outcome, reason, { actor, resource, subject, changes, details });
  const { name: action, source, operation, category } = spec;
  const text = redact({
    actor,
    resource,
    subject,
    related,
    changes,
    details,
    context,
    summary,
    outcome_reason: reason,
  });
  return {
    id: uuidv7(),
    sent: null,
    occurred_at: occurredAt,
    source,
    action,
    operation,
    category,
    outcome,
    flags,
    reported_by: null,
    ...text,
  };
}
