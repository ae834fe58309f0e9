import { defineActions } from '../audit/audit.define-actions';

const viewed = { source: 'security', operation: 'read', category: 'navigation' } as const;
const settings = { source: 'security', category: 'settings', critical: true } as const;

export const proofActions = defineActions({
  'checkpoint.viewed': {
    ...viewed,
    summary: '{actor} viewed the newest checkpoint of the log',
    attempt: 'view the newest checkpoint of the log',
  },
  'checkpoint_list.viewed': {
    ...viewed,
    summary: '{actor} viewed the checkpoints of the log',
    attempt: 'view the checkpoints of the log',
  },
  'event_proof.viewed': {
    ...viewed,
    summary: '{actor} asked for the proof of event {resource}',
    attempt: 'ask for the proof of an event',
  },
  'consistency_proof.viewed': {
    ...viewed,
    summary:
      '{actor} asked for the proof that the log of {details.from} events is the beginning of that of {details.to}',
    attempt: 'ask for a consistency proof of the log',
  },
  'verifier_keys.viewed': {
    ...viewed,
    summary: '{actor} viewed the keys that checkpoints are signed with',
    attempt: 'view the keys that checkpoints are signed with',
  },
  'log_capability.viewed': {
    ...viewed,
    summary: '{actor} looked whether the tree of the log has a public address',
    attempt: 'look whether the tree of the log has a public address',
  },
  'log_capability.renewed': {
    ...settings,
    operation: 'update',
    summary: '{actor} gave the tree of the log a new public address',
    attempt: 'give the tree of the log a new public address',
  },
  'log_capability.withdrawn': {
    ...settings,
    operation: 'delete',
    summary: '{actor} withdrew the public address of the tree of the log',
    attempt: 'withdraw the public address of the tree of the log',
  },
  /** At most once an hour for each log and network; `details.earlier` counts those that were not recorded. */
  'log_tree.read': {
    ...viewed,
    summary: '{actor} read the tree of the log at its public address',
    attempt: 'read the tree of a log at its public address',
  },
});
