import { defineActions } from '../audit/audit.define-actions';

const common = { source: 'security', category: 'administration', critical: true } as const;

/** Who may act for the platform. */
export const operatorActions = defineActions({
  'operator.added': {
    ...common,
    operation: 'create',
    summary: '{actor} made {resource} an operator of the platform',
    attempt: 'make somebody an operator',
  },
  'operator.removed': {
    ...common,
    operation: 'delete',
    summary: '{resource} is no operator of the platform any more',
    attempt: 'take the operator away',
  },
  'operator_list.viewed': {
    source: 'security',
    operation: 'read',
    category: 'navigation',
    summary: '{actor} listed the operators of the platform',
    attempt: 'list the operators',
  },
});
