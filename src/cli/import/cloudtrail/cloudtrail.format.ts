import { isIP } from 'node:net';
import { v5 as uuidv5 } from 'uuid';
import type { JsonObject } from '../../../platform/context/request-record';
import { CONTENT_IDS, parsed } from '../ndjson.format';
import { UnusableRecord, type Format, type OutgoingEvent } from '../outgoing';
import { actorOf } from './actor';
import { detailsOf } from './details';
import { operationOf } from './operation';
import { outcomeOf } from './outcome';
import { clipped, textOf, type CloudTrailRecord } from './record';
import { resourcesOf } from './resources';
import { summaryOf } from './summary';

const MOST_EVENT_BYTES = 65_536;
const MOST_REASON = 5_000;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** One CloudTrail record as an event of Daybook. */
export const cloudtrailFormat: Format = (text) => {
  const event = eventOf(recordOf(parsed(text)), text);
  const line = JSON.stringify(event);
  const bytes = Buffer.byteLength(line);
  if (bytes > MOST_EVENT_BYTES)
    throw new UnusableRecord(`makes an event of ${bytes} bytes; an event may have ${MOST_EVENT_BYTES}`);
  return { line, outcome: event.outcome };
};

function recordOf(value: object): CloudTrailRecord {
  const record = value as CloudTrailRecord;
  const missing = (['eventTime', 'eventSource', 'eventName'] as const).filter(
    (key) => textOf(record[key]) === null,
  );
  if (missing.length > 0)
    throw new UnusableRecord(`is no CloudTrail record: it has no ${missing.join(', no ')}`);
  if (Number.isNaN(Date.parse(record.eventTime)))
    throw new UnusableRecord(`has an eventTime that is no time: ${clipped(record.eventTime, 40)}`);
  return record;
}

export function eventOf(record: CloudTrailRecord, text: string): OutgoingEvent {
  const service = serviceOf(record.eventSource);
  const actor = actorOf(record.userIdentity);
  const { outcome, outcome_reason } = outcomeOf(record);
  const { resource, related, partial } = resourcesOf(record.resources);
  const { context, placed } = contextOf(record);
  const reason = outcome_reason && clipped(outcome_reason, MOST_REASON);
  const id = textOf(record.eventID);
  return {
    id: idOf(id, text),
    occurred_at: new Date(record.eventTime).toISOString(),
    source: service,
    action: clipped(`${service}.${word(record.eventName)}`, 128).replace('…', ''),
    operation: operationOf(record),
    category: record.eventType === 'AwsConsoleSignIn' ? 'authentication' : null,
    outcome,
    outcome_reason: reason,
    summary: summaryOf(record, { actor, service, outcome, resourceName: resource?.name ?? null }),
    actor,
    resource,
    related,
    details: detailsOf(record, [
      ...placed,
      ...(partial ? [] : ['resources']),
      ...(reason === outcome_reason ? ['errorCode', 'errorMessage'] : []),
      ...(id !== null && UUID.test(id) ? ['eventID'] : []),
    ]),
    context,
  };
}

/** CloudTrail's ids are UUIDs. A record without one gets one from its text, so that it is stored once however often it is sent. */
function idOf(id: string | null, text: string): string {
  return id !== null && UUID.test(id) ? id.toLowerCase() : uuidv5(id ?? text, CONTENT_IDS);
}

/** `s3.amazonaws.com` → `s3`. */
const serviceOf = (eventSource: string): string =>
  clipped(word(/^([^.]+)\..*amazonaws\.com(\.cn)?$/.exec(eventSource)?.[1] ?? eventSource), 60).replace(
    '…',
    '',
  );

/** Only what a source or an action may consist of. */
const word = (text: string): string =>
  text.replace(/^[^A-Za-z0-9]+/, '').replace(/[^\w:/-]+/g, '_') || 'unknown';

/** What the context can hold as it is, and which members of the record that were. */
function contextOf({ sourceIPAddress, userAgent, requestID }: CloudTrailRecord): {
  context: JsonObject;
  placed: string[];
} {
  const [ip, agent, request] = [textOf(sourceIPAddress), textOf(userAgent), textOf(requestID)];
  const isAddress = ip !== null && isIP(ip) !== 0 && !ip.includes('%');
  const known = [
    ...(isAddress ? [{ from: 'sourceIPAddress', to: 'ip', value: ip, whole: true }] : []),
    ...(agent
      ? [{ from: 'userAgent', to: 'user_agent', value: clipped(agent, 1_024), whole: agent.length <= 1_024 }]
      : []),
    ...(request
      ? [{ from: 'requestID', to: 'request_id', value: clipped(request, 512), whole: request.length <= 512 }]
      : []),
  ];
  return {
    context: Object.fromEntries(known.map(({ to, value }) => [to, value])),
    placed: known.filter(({ whole }) => whole).map(({ from }) => from),
  };
}
