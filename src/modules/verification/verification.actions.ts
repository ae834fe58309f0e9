import { defineActions } from '../audit/audit.define-actions';

const common = { source: 'security', category: null } as const;

export const verificationActions = defineActions({
  'verification.viewed': {
    ...common,
    operation: 'read',
    category: 'navigation',
    summary: '{actor} viewed whether the log is what was recorded',
    attempt: 'view the verification of the log',
  },
  'verification.requested': {
    ...common,
    operation: 'execute',
    category: 'administration',
    summary: '{actor} asked for the whole log to be verified',
    attempt: 'ask for the whole log to be verified',
  },
  'integrity.violation_found': {
    ...common,
    operation: 'create',
    critical: true,
    summary: 'The log is not what was recorded: {details.says}',
    attempt: 'verify the log',
  },
  'integrity.violation_ended': {
    ...common,
    operation: 'update',
    critical: true,
    summary: 'What was found in the log is not there any more: {details.kind} {details.sequences}',
    attempt: 'verify the log',
  },
});
