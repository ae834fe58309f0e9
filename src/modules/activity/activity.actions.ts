import { defineActions } from '../audit/audit.define-actions';

const viewed = { source: 'security', operation: 'read', category: 'navigation' } as const;

/** Looking at what people do is recorded like looking at the log (S3-13). */
defineActions({
  'activity.viewed': { ...viewed, summary: '{actor} viewed user activity', attempt: 'view user activity' },
  /** Parts of the same page: none is a page view of its own. */
  'activity.charted': {
    ...viewed,
    category: null,
    summary: '{actor} viewed charts of user activity',
    attempt: 'view charts of user activity',
  },
  'activity.listed': {
    ...viewed,
    category: null,
    summary: '{actor} viewed the list of active people',
    attempt: 'view the list of active people',
  },
  'person_activity.charted': {
    ...viewed,
    category: null,
    summary: '{actor} viewed a chart of the activity of {resource}',
    attempt: 'view a chart of the activity of somebody',
  },
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
