import { isDeepStrictEqual } from 'node:util';
import type { Row } from '../../../platform/database/row';
import type { EventDraft, Reference } from '../../../platform/context/request-record';
import type { AlertRuleView, Condition } from '../alerts.contract';
import type { AlertRule } from './alert-rule.entity';

export const conditionOf = ({ query, threshold, windowMinutes, groupBy }: Row<AlertRule>): Condition => ({
  query,
  threshold,
  window_minutes: windowMinutes,
  group_by: groupBy,
});

export const toView = (rule: Row<AlertRule>): AlertRuleView => ({
  id: rule.id,
  name: rule.name,
  template: rule.template,
  ...conditionOf(rule),
  severity: rule.severity,
  channels: { mail: rule.mailTo },
  enabled: rule.enabled,
  created_at: rule.createdAt.toISOString(),
  created_by: rule.createdBy,
  updated_at: rule.updatedAt.toISOString(),
});

export const referTo = ({ id, name }: Pick<AlertRule, 'id' | 'name'>): Reference => ({
  type: 'alert_rule',
  id,
  name,
});

const TOLD = [
  'name',
  'query',
  'threshold',
  'window_minutes',
  'group_by',
  'severity',
  'channels',
  'enabled',
] as const;

/** Field by field, what a change made of a rule; null for the one that is not there before, or after. */
export function ruleChanges(before: AlertRuleView | null, after: AlertRuleView | null): EventDraft {
  const changed = TOLD.filter((field) => !isDeepStrictEqual(before?.[field], after?.[field]));
  if (changed.length === 0) return { changes: null, details: { changed: 'nothing' } };
  const pick = (view: AlertRuleView | null) =>
    view && Object.fromEntries(changed.map((field) => [field, view[field]]));
  return {
    changes: { before: pick(before), after: pick(after) },
    details: { changed: changed.join(', ').replaceAll('_', ' ') },
  };
}
