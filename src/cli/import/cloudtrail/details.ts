import type { JsonObject } from '../../../platform/context/request-record';
import { fitted } from './fit';
import type { CloudTrailRecord } from './record';

const ELSEWHERE: readonly string[] = ['eventTime', 'eventSource', 'eventName'];

/**
 * Everything that does not stand elsewhere in the event, in full and under CloudTrail's own names; what is null says nothing
 * and is left out. `userIdentity` stays: an actor is less than an identity.
 */
export function detailsOf(record: CloudTrailRecord, elsewhere: readonly string[]): JsonObject {
  const rest = Object.entries(record).filter(
    ([key, value]) => value !== null && !ELSEWHERE.includes(key) && !elsewhere.includes(key),
  );
  return fitted(Object.fromEntries(rest));
}
