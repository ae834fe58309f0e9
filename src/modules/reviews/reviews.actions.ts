import { defineActions } from '../audit/audit.define-actions';

const settings = { source: 'settings', category: 'settings' } as const;

export const reviewActions = defineActions({
  'review_digest.viewed': {
    source: 'settings',
    operation: 'read',
    category: 'navigation',
    summary: '{actor} looked up their weekly review',
    attempt: 'look up their weekly review',
  },
  'review_digest.subscribed': {
    ...settings,
    operation: 'update',
    summary: '{actor} asked for the weekly review on {after.weekday} at {after.hour}:00',
    attempt: 'ask for the weekly review',
  },
  'review_digest.unsubscribed': {
    ...settings,
    operation: 'delete',
    summary: '{actor} does without the weekly review',
    attempt: 'do without the weekly review',
  },
  'review_digest.sent': {
    source: 'security',
    operation: 'execute',
    category: null,
    summary: '{actor} sent the weekly review to {resource}',
    attempt: 'send the weekly review',
  },
});
