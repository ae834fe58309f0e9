import { defineActions } from '../audit/audit.define-actions';

defineActions({
  'approval_list.viewed': {
    source: 'security',
    operation: 'read',
    category: 'navigation',
    summary: '{actor} viewed what waits for approval',
    attempt: 'view what waits for approval',
  },
});
