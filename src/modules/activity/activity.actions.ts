import { defineActions } from '../audit/audit.define-actions';

const viewed = { source: 'security', operation: 'read', category: 'navigation' } as const;

/** Looking at what people do is recorded like looking at the log (S3-13). */
defineActions({
  'activity.viewed': { ...viewed, summary: '{actor} viewed user activity', attempt: 'view user activity' },
  'person_activity.viewed': {
    ...viewed,
    summary: '{actor} viewed the activity of {resource}',
    attempt: 'view the activity of somebody',
  },
  'own_activity.viewed': {
    ...viewed,
    summary: '{actor} viewed their own activity',
    attempt: 'view their own activity',
  },
  'activity_types.viewed': {
    ...viewed,
    summary: '{actor} looked up the types of activity',
    attempt: 'look up the types of activity',
  },
});
