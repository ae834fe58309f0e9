import type { Row } from '../../../platform/database/row';
import type { Reference } from '../../../platform/context/request-record';
import type { AuditEvent } from '../../audit/audit.contract';
import type { AlertView, Doer, GroupView, RuleQuery, Verdict } from '../alerts.contract';
import { groupOf, parametersOf } from '../evaluation/group';
import { OTHERS, type Alert } from './alert.entity';

/** `newest`: the last event that it counted, if it is still to be had; `assignee`: the name of who has it in hand. */
export function toView(
  alert: Row<Alert>,
  newest: AuditEvent | undefined,
  assignee: string | null,
): AlertView {
  const group = aboutOf(alert, newest);
  return {
    id: alert.id,
    rule: alert.rule,
    severity: alert.severity,
    state: alert.state,
    group,
    summary: newest?.summary ?? null,
    count: alert.count,
    first_at: alert.firstAt.toISOString(),
    last_at: alert.lastAt.toISOString(),
    raised_at: alert.raisedAt.toISOString(),
    events: alert.events,
    query: queryOf(alert, group),
    assignment: assignmentOf(alert, assignee),
    closure: closureOf(alert),
  };
}

/** Read from the log each time: what is erased there is not kept here. */
function aboutOf({ rule, groupKey }: Row<Alert>, newest: AuditEvent | undefined): GroupView {
  const nobody = { by: rule.group_by, type: null, id: null, name: null };
  if (groupKey === OTHERS) return { ...nobody, name: 'several' };
  return newest ? groupOf(rule.group_by, newest) : nobody;
}

function queryOf({ rule, firstAt, lastAt }: Row<Alert>, group: GroupView): RuleQuery {
  return {
    ...rule.query,
    ...parametersOf(group),
    from: firstAt.toISOString(),
    to: new Date(lastAt.getTime() + 1).toISOString(),
  };
}

function assignmentOf(alert: Row<Alert>, name: string | null): AlertView['assignment'] {
  const { assigneeId, assignedAt, assignedBy } = alert;
  if (assigneeId === null || assignedAt === null) return null;
  return { member_id: assigneeId, name, at: assignedAt.toISOString(), by: assignedBy as Doer };
}

function closureOf({ closedAt, closedBy, verdict, note }: Row<Alert>): AlertView['closure'] {
  if (closedAt === null) return null;
  return {
    verdict: verdict as Verdict,
    note: note ?? '',
    at: closedAt.toISOString(),
    by: closedBy as Doer,
  };
}

export const referTo = ({ id, rule }: Pick<Alert, 'id' | 'rule'>): Reference => ({
  type: 'alert',
  id,
  name: rule.name,
});
