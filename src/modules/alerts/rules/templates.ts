import { FAILED_SIGN_INS, PERMISSION_CHANGES } from '../../audit/audit.watched';
import type { AlertRuleTemplate, MailTo } from '../alerts.contract';

/** Those who can change the rules are told; mail goes only to who may read the log. */
const TO_MANAGERS: { readonly mail: MailTo } = { mail: { members: [], permission: 'settings:manage' } };
const INBOX_ONLY = { mail: null } as const;

/** As views and reviews have it; that an organization begins is no news to it. */
const PERMISSION_ACTIONS = (PERMISSION_CHANGES.action ?? []).filter(
  (action) => !['installation.set_up', 'organization.founded'].includes(action),
);
/** Daybook's own, and those that host products usually have; of all of them the critical ones count. */
const EXPORT_ACTIONS =
  'export.* access_review.exported bulk_export.* data.export* records.export* report.export* patient.export* patients.export*'.split(
    ' ',
  );

/**
 * What every organization is watched for from the start (console/README.md, Alerts; S4-32, S4-33, security.md A24). A template
 * that is added here reaches existing organizations by itself; one that an organization deleted stays away.
 */
export const TEMPLATES: readonly AlertRuleTemplate[] = [
  {
    template: 'off_hours',
    name: 'Off-hours activity',
    description: 'Somebody acted outside the working hours of the organization. Silent until those are set.',
    query: { flag: ['off_hours'] },
    threshold: 1,
    window_minutes: 480,
    group_by: 'actor',
    severity: 'medium',
    channels: INBOX_ONLY,
  },
  {
    template: 'unexpected_ip',
    name: 'Unexpected IP address',
    description: 'Somebody acted from an address that they had not been seen at.',
    query: { flag: ['new_ip'] },
    threshold: 1,
    window_minutes: 60,
    group_by: 'actor',
    severity: 'medium',
    channels: INBOX_ONLY,
  },
  {
    template: 'failed_sign_ins',
    name: 'Many failed sign-ins',
    description: 'Five failed sign-ins of one person within ten minutes.',
    query: { ...FAILED_SIGN_INS },
    threshold: 5,
    window_minutes: 10,
    group_by: 'actor',
    severity: 'high',
    channels: TO_MANAGERS,
  },
  {
    template: 'permission_change',
    name: 'Permission change',
    description: 'Somebody changed what others, or keys, may do.',
    query: { ...PERMISSION_CHANGES, action: PERMISSION_ACTIONS, outcome: ['success'] },
    threshold: 1,
    window_minutes: 60,
    group_by: 'actor',
    severity: 'medium',
    channels: INBOX_ONLY,
  },
  {
    template: 'deletion',
    name: 'Deletion',
    description: 'Somebody deleted something that matters.',
    query: { operation: ['delete'], outcome: ['success'], flag: ['critical'] },
    threshold: 1,
    window_minutes: 60,
    group_by: 'actor',
    severity: 'medium',
    channels: INBOX_ONLY,
  },
  {
    template: 'bulk_change',
    name: 'Bulk change',
    description: 'Somebody changed many things at once.',
    query: { flag: ['bulk_change'] },
    threshold: 1,
    window_minutes: 60,
    group_by: 'actor',
    severity: 'high',
    channels: TO_MANAGERS,
  },
  {
    template: 'bulk_export',
    name: 'Bulk export',
    description: 'Somebody took many records out.',
    query: {
      action: EXPORT_ACTIONS,
      operation: ['create', 'read', 'execute'],
      outcome: ['success'],
      flag: ['critical'],
    },
    threshold: 1,
    window_minutes: 60,
    group_by: 'actor',
    severity: 'high',
    channels: TO_MANAGERS,
  },
  {
    template: 'key_from_new_network',
    name: 'API key used from a new network',
    description: 'An API key was used from a network that it had not been used from.',
    query: { action: ['api_key.used_from_new_network'] },
    threshold: 1,
    window_minutes: 60,
    group_by: 'resource',
    severity: 'high',
    channels: TO_MANAGERS,
  },
  {
    template: 'integrity_violation',
    name: 'The log is not what was recorded',
    description:
      'The verification of the log found events that were changed, removed or put in behind its back.',
    query: { action: ['integrity.violation_found'] },
    threshold: 1,
    window_minutes: 60,
    group_by: 'none',
    severity: 'high',
    channels: TO_MANAGERS,
  },
  {
    template: 'anchor_overdue',
    name: 'Outside anchor missing or contradicting',
    description:
      'No checkpoint has left Daybook for a day, or a place outside knows another history of this log.',
    query: { action: ['integrity.anchor_overdue', 'integrity.anchor_contradicted'] },
    threshold: 1,
    window_minutes: 60,
    group_by: 'none',
    severity: 'high',
    channels: TO_MANAGERS,
  },
];
