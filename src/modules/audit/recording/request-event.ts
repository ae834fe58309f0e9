import type { RequestRecord, EventDraft, JsonObject } from '../../../platform/context/request-record';
import { anonymous } from '../../../platform/context/request-record';
import { problemOf } from '../../../platform/http/problem';
import type { NewEvent } from '../audit.event';
import { auditActions } from '../audit.actions';
import { findAction } from '../audit.define-actions';
import { ownEvent } from './own-event';

/** How a request ended, as far as it is known when its event is written. */
export interface Ending {
  readonly status: number;
  readonly durationMs: number;
}

/** The one event of one request. */
export function requestEvent(record: RequestRecord, ending: Ending): NewEvent {
  const spec =
    (record.draft.action && findAction(record.draft.action)) ||
    record.spec ||
    auditActions['request.unmatched'];
  const draft: EventDraft = {
    actor: record.principal?.actor ?? anonymous,
    ...outcomeOf(record, ending),
    ...record.draft,
  };
  return ownEvent(spec, record.startedAt, draft, contextOf(record, ending));
}

/** 401 and 403 are refusals, other errors failures; the reason is the sentence the client was given. */
function outcomeOf(
  { aborted, error }: RequestRecord,
  { status }: Ending,
): Pick<EventDraft, 'outcome' | 'outcome_reason'> {
  if (aborted) return { outcome: 'failure', outcome_reason: 'the client went away before the answer' };
  if (status < 400) return { outcome: 'success' };
  const reason = error === null ? `status ${status}` : problemOf(error).detail;
  return { outcome: status === 401 || status === 403 ? 'denied' : 'failure', outcome_reason: reason };
}

function contextOf(record: RequestRecord, { status, durationMs }: Ending): JsonObject {
  const { client, id, method, route, path, principal } = record;
  return {
    ip: client.ip,
    peer_ip: client.peerIp === client.ip ? null : client.peerIp,
    forwarded_for: client.forwardedFor,
    user_agent: client.userAgent,
    session_id: principal?.sessionId ?? null,
    api_key_id: principal?.apiKeyId ?? null,
    request_id: id,
    trace_id: client.traceId,
    http: { method, route, path: route?.includes(':token') ? route : path, status, duration_ms: durationMs },
  };
}
