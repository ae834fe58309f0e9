import type { IncomingEvent, IngestShape } from '../../audit/audit.ingest';
import { findType, type ActivityType } from '../activity.types';
import { activityErrors, type IncomingActivity } from './activity-schema';
import { slugOf } from './slug';

/** `{ "activities": […] }`, or one. */
export const ACTIVITIES: IngestShape = {
  list: 'activities',
  convert: (item) => {
    const errors = activityErrors(item);
    return errors.length > 0 ? errors : toEvent(item as IncomingActivity);
  },
};

/** The event that an activity is, by its type's line in `activity.types.ts`. */
export function toEvent(activity: IncomingActivity): IncomingEvent {
  const type = findType(activity.type) as ActivityType;
  const { id, occurred_at, user, ip, session_id, user_agent, details } = activity;
  const name = activity.name ?? null;
  return {
    ...(id === undefined ? {} : { id }),
    ...(occurred_at === undefined ? {} : { occurred_at }),
    action: type.action,
    source: type.source,
    operation: type.operation,
    category: type.category,
    outcome: type.counts === 'failure' ? 'failure' : 'success',
    summary: summaryOf(type, user, name),
    actor: { type: 'user', ...user },
    resource: resourceOf(type, name),
    details: details ?? {},
    context: {
      ...(ip ? { ip } : {}),
      ...(session_id ? { session_id } : {}),
      ...(user_agent ? { user_agent } : {}),
    },
  };
}

function summaryOf(
  { verb, named }: ActivityType,
  user: IncomingActivity['user'],
  name: string | null,
): string {
  const who = user.name ?? user.email ?? user.id ?? 'Somebody';
  return [who, verb, name === named ? null : name].filter(Boolean).join(' ');
}

/** What it was done with: found again by an id that is the name in small letters. */
function resourceOf({ object, named }: ActivityType, name: string | null): IncomingEvent['resource'] {
  const label = name ?? named ?? null;
  return object === null || label === null ? null : { type: object, id: slugOf(label), name: label };
}
