import { defineActions } from '../audit/audit.define-actions';

const request = { source: 'security', category: 'feature_usage' } as const;
const viewed = { source: 'security', operation: 'read', category: 'navigation' } as const;
const grant = { source: 'security', category: 'administration', critical: true } as const;

/** Every step of the way from a request to its file, in the organization's own log. Operators act as `support`. */
export const supportActions = defineActions({
  'support_request.created': {
    ...request,
    operation: 'create',
    summary: '{actor} asked for support: {resource}',
    attempt: 'ask for support',
  },
  'support_request.opened_by_support': {
    ...grant,
    operation: 'create',
    summary:
      '{actor} opened {resource} and proposed an export of events as {details.format}: {details.reason}',
    attempt: 'open a support request for an organization',
  },
  'support_requests.viewed': {
    ...viewed,
    summary: '{actor} viewed the support requests',
    attempt: 'view the support requests',
  },
  'support_request.viewed': {
    ...viewed,
    summary: '{actor} viewed {resource}',
    attempt: 'view a support request',
  },
  'support_queue.viewed': {
    ...viewed,
    summary: '{actor} viewed the support requests of all organizations',
    attempt: 'view the support requests of all organizations',
  },
  'support_message.sent': {
    ...request,
    operation: 'create',
    summary: '{actor} wrote in {resource}',
    attempt: 'write in a support request',
  },
  'support_request.feedback_given': {
    ...request,
    operation: 'update',
    summary: '{actor} said whether {resource} helped: {after.helped}',
    attempt: 'say whether support helped',
  },
  'support_request.closed': {
    ...request,
    operation: 'update',
    summary: '{actor} closed {resource}',
    attempt: 'close a support request',
  },
  'support_request.reopened': {
    ...request,
    operation: 'update',
    summary: '{actor} opened {resource} again',
    attempt: 'open a support request again',
  },
  'support_request.overdue': {
    ...request,
    operation: 'update',
    summary: 'The {details.what} of {resource} is overdue since {details.due_at}',
    attempt: 'tell what is overdue',
  },
  'support_grant.proposed': {
    ...grant,
    operation: 'create',
    summary: '{actor} proposed an export of events as {details.format} in {resource}: {details.reason}',
    attempt: 'propose an export',
  },
  'support_grant.withdrawn': {
    ...grant,
    operation: 'update',
    summary: '{actor} withdrew the proposal of an export in {resource}',
    attempt: 'withdraw the proposal of an export',
  },
  'support_grant.approved': {
    ...grant,
    operation: 'update',
    summary:
      '{actor} approved the export of events as {details.format} that {details.proposed_by} proposed in {resource}',
    attempt: 'approve an export by support',
  },
  'support_grant.refused': {
    ...grant,
    operation: 'update',
    summary: '{actor} refused the export that {details.proposed_by} proposed in {resource}',
    attempt: 'refuse or revoke an export by support',
  },
  'support_grant.revoked': {
    ...grant,
    operation: 'update',
    summary: '{actor} revoked the approval of the export that {details.proposed_by} proposed in {resource}',
    attempt: 'refuse or revoke an export by support',
  },
  'support_grant.lapsed': {
    ...grant,
    operation: 'update',
    summary: 'The export that {details.proposed_by} proposed in {resource} lapsed: {details.why}',
    attempt: 'end what nobody decided or used in time',
  },
  'support_export.started': {
    ...grant,
    operation: 'execute',
    summary: '{actor} started the approved export of events as {details.format} in {resource}',
    attempt: 'start an export that was approved',
  },
  'support_export.delivered': {
    ...grant,
    operation: 'update',
    summary: 'The export of {resource} was delivered to the organization',
    attempt: 'deliver the export of a support request',
  },
  'support_export.failed': {
    ...grant,
    operation: 'update',
    summary: 'The export of {resource} was not finished',
    attempt: 'finish the export of a support request',
  },
});
