import type { Actor } from '../../../platform/context/request-record';
import type { CloudTrailRecord } from './record';
import { clipped, textOf } from './record';

interface Facts {
  readonly actor: Actor;
  readonly service: string;
  readonly outcome: string;
  readonly resourceName: string | null;
}

/** The sentence of a record: "benjamin was not allowed to call s3 GetBucketLogging on evidence: AccessDenied". */
export function summaryOf(
  record: CloudTrailRecord,
  { actor, service, outcome, resourceName }: Facts,
): string {
  const who = actor.name ?? actor.id ?? 'Somebody';
  const what = `${service} ${record.eventName}${resourceName === null ? '' : ` on ${resourceName}`}`;
  const why = textOf(record.errorCode) ?? textOf(record.errorMessage);
  return clipped(`${sentence(who, what, record, outcome)}${why === null ? '' : `: ${why}`}`, 1_024);
}

function sentence(
  who: string,
  what: string,
  { eventType, eventName }: CloudTrailRecord,
  outcome: string,
): string {
  if (eventType === 'AwsConsoleSignIn' && eventName === 'ConsoleLogin')
    return outcome === 'success'
      ? `${who} signed in to the AWS console`
      : `${who} failed to sign in to the AWS console`;
  if (eventType === 'AwsServiceEvent' && outcome === 'success') return `${who} reported ${what}`;
  if (outcome === 'success') return `${who} called ${what}`;
  return `${who} ${outcome === 'denied' ? 'was not allowed to call' : 'failed to call'} ${what}`;
}
