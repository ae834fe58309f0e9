import { defineActions } from '../audit/audit.define-actions';

const found = { source: 'security', operation: 'execute', category: null } as const;

export const anchorActions = defineActions({
  'anchors.viewed': {
    source: 'security',
    operation: 'read',
    category: 'navigation',
    summary: '{actor} looked up where the log is anchored',
    attempt: 'look up where the log is anchored',
  },
  'checkpoint_mail.changed': {
    source: 'security',
    operation: 'update',
    category: 'settings',
    summary: '{actor} changed how often Owners get the checkpoint by mail: {after.rhythm}',
    attempt: 'change how often Owners get the checkpoint by mail',
  },
  'checkpoint_mail.sent': {
    ...found,
    summary: '{actor} mailed the checkpoint of {details.size} events to {details.recipients} Owners',
    attempt: 'mail a checkpoint',
  },
  'integrity.anchor_overdue': {
    ...found,
    critical: true,
    summary: 'No checkpoint of this log has left the installation since {details.since}',
    attempt: 'anchor the log',
  },
  'integrity.anchor_recovered': {
    ...found,
    summary: 'Checkpoints of this log leave the installation again',
    attempt: 'anchor the log',
  },
  'integrity.anchor_contradicted': {
    ...found,
    critical: true,
    summary: 'An outside anchor knows another history of this log: {details.says}',
    attempt: 'anchor the log',
  },
});
