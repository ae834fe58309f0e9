import type { Outcome } from '../../../platform/context/action-spec';
import { textOf, type CloudTrailRecord } from './record';

/**
 * Access errors are refusals, other errors failures. A failed console sign-in has no code: its response says so
 * (`{"ConsoleLogin":"Failure"}`).
 */
export function outcomeOf(record: CloudTrailRecord): { outcome: Outcome; outcome_reason: string | null } {
  const [code, message] = [textOf(record.errorCode), textOf(record.errorMessage)];
  const outcome_reason = [code, message].filter((part) => part !== null).join(': ') || null;
  if (code !== null)
    return { outcome: /AccessDenied|Unauthorized/.test(code) ? 'denied' : 'failure', outcome_reason };
  return { outcome: signInFailed(record) ? 'failure' : 'success', outcome_reason };
}

const signInFailed = ({ eventType, eventName, responseElements }: CloudTrailRecord): boolean =>
  eventType === 'AwsConsoleSignIn' && responseElements?.[eventName] === 'Failure';
