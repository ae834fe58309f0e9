import { defineActions } from '../audit/audit.define-actions';

const viewed = { source: 'security', operation: 'read', category: 'navigation' } as const;
const settings = { source: 'security', category: 'settings', critical: true } as const;
const handling = { source: 'security', operation: 'update', category: 'feature_usage' } as const;

/**
 * What happens to rules and alerts. Watching less is critical, as in security.md A31. No rule ever counts an `alert.…` event:
 * it would find its own alerts.
 */
export const alertActions = defineActions({
  'alert_rule_list.viewed': {
    ...viewed,
    summary: '{actor} viewed the alert rules',
    attempt: 'view the alert rules',
  },
  'alert_rule.viewed': {
    ...viewed,
    summary: '{actor} viewed the alert rule {resource}',
    attempt: 'view an alert rule',
  },
  'alert_rule.tried': {
    ...viewed,
    category: 'feature_usage',
    summary: '{actor} tried an alert rule against the past: it would have fired {details.firings} times',
    attempt: 'try an alert rule against the past',
  },
  'alert_rules.introduced': {
    ...settings,
    critical: false,
    operation: 'create',
    summary: '{actor} switched on the alert rules {details.rules}',
    attempt: 'switch on alert rules',
  },
  'alert_rule.created': {
    ...settings,
    critical: false,
    operation: 'create',
    summary: '{actor} created the alert rule {resource}',
    attempt: 'create an alert rule',
  },
  'alert_rule.updated': {
    ...settings,
    operation: 'update',
    summary: '{actor} changed the alert rule {resource}: {details.changed}',
    attempt: 'change an alert rule',
  },
  'alert_rule.switched_on': {
    ...settings,
    critical: false,
    operation: 'update',
    summary: '{actor} switched on the alert rule {resource}',
    attempt: 'switch on an alert rule',
  },
  'alert_rule.switched_off': {
    ...settings,
    operation: 'update',
    summary: '{actor} switched off the alert rule {resource}',
    attempt: 'switch off an alert rule',
  },
  'alert_rule.deleted': {
    ...settings,
    operation: 'delete',
    summary: '{actor} deleted the alert rule {resource}',
    attempt: 'delete an alert rule',
  },
  'alert_list.viewed': { ...viewed, summary: '{actor} viewed the alerts', attempt: 'view the alerts' },
  'alert.viewed': {
    ...viewed,
    summary: '{actor} viewed the alert {resource}',
    attempt: 'view an alert',
  },
  'alert.raised': {
    source: 'security',
    operation: 'create',
    category: null,
    summary: 'The rule {resource} raised an alert: {details.why}',
    attempt: 'raise an alert',
  },
  'alert.assigned': {
    ...handling,
    summary: '{actor} assigned the alert {resource} to {details.assignee}',
    attempt: 'assign an alert',
  },
  'alert.unassigned': {
    ...handling,
    summary: '{actor} took the alert {resource} from {details.assignee}',
    attempt: 'take an alert from somebody',
  },
  'alert.closed': {
    ...handling,
    summary: '{actor} closed the alert {resource} as {after.verdict}',
    attempt: 'close an alert',
  },
  'alert.reopened': {
    ...handling,
    summary: '{actor} reopened the alert {resource}',
    attempt: 'reopen an alert',
  },
});
