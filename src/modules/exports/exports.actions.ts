import { defineActions } from '../audit/audit.define-actions';

const common = { source: 'security', category: 'feature_usage' } as const;

/** What can happen to an export. Asking for one, taking it away and receiving it are critical (S4-32). */
export const exportActions = defineActions({
  'export.requested': {
    ...common,
    operation: 'create',
    critical: true,
    summary: '{actor} asked for an export of events',
    attempt: 'ask for an export of events',
  },
  'export.viewed': {
    ...common,
    operation: 'read',
    category: 'navigation',
    summary: '{actor} viewed export {resource}',
    attempt: 'view an export',
  },
  'exports.viewed': {
    ...common,
    operation: 'read',
    category: 'navigation',
    summary: '{actor} viewed the list of exports',
    attempt: 'view the list of exports',
  },
  'verifier.downloaded': {
    ...common,
    operation: 'read',
    summary: '{actor} downloaded the program that checks exports and proofs',
    attempt: 'download the program that checks exports and proofs',
  },
  'signing_keys.viewed': {
    ...common,
    operation: 'read',
    category: 'navigation',
    summary: '{actor} viewed the keys that exports are signed with',
    attempt: 'view the keys that exports are signed with',
  },
  'export.cancelled': {
    ...common,
    operation: 'update',
    summary: '{actor} cancelled export {resource}',
    attempt: 'cancel an export',
  },
  'export.removed': {
    ...common,
    operation: 'delete',
    critical: true,
    summary: '{actor} removed the file of export {resource}',
    attempt: 'remove the file of an export',
  },
  'export.downloaded': {
    ...common,
    operation: 'read',
    critical: true,
    summary: '{actor} downloaded export {resource}',
    attempt: 'download an export',
  },
  'export.finished': {
    ...common,
    operation: 'update',
    summary: 'Export {resource} was finished with {details.rows} events',
    attempt: 'finish an export',
  },
  'export.failed': {
    ...common,
    operation: 'update',
    summary: 'Export {resource} failed',
    attempt: 'build export',
  },
  'export.expired': {
    ...common,
    operation: 'delete',
    summary: 'The file of export {resource} was deleted: its days were over',
    attempt: 'delete the file of an export',
  },
});
