import { defineActions } from '../audit/audit.define-actions';

const common = { source: 'security', category: 'administration', critical: true } as const;

/** What an operator can do to the signing of logs, on the host alone. */
export const sealingActions = defineActions({
  'signing_key.rotated': {
    ...common,
    operation: 'create',
    summary: 'Generation {details.generation} of the signing key took over',
    attempt: 'rotate the signing key',
  },
  'log.epoch_opened': {
    ...common,
    operation: 'update',
    summary: 'An operator let the log go on as epoch {details.epoch}: it was not what had been signed',
    attempt: 'open an epoch of the log',
  },
});
