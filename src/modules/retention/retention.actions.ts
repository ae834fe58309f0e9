import { defineActions } from '../audit/audit.define-actions';

export const retentionActions = defineActions({
  'retention_policy.viewed': {
    source: 'security',
    operation: 'read',
    category: 'navigation',
    summary: '{actor} viewed the retention policy',
    attempt: 'view the retention policy',
  },
  'retention_policy.changed': {
    source: 'security',
    operation: 'update',
    category: 'settings',
    critical: true,
    summary: '{actor} changed how long events are kept: {details.to} instead of {details.from}',
    attempt: 'change how long events are kept',
  },
  'log_extent.viewed': {
    source: 'security',
    operation: 'read',
    category: 'navigation',
    summary: '{actor} looked up since when there are events',
    attempt: 'look up since when there are events',
  },
  'purges.viewed': {
    source: 'security',
    operation: 'read',
    category: 'navigation',
    summary: '{actor} viewed the history of purges',
    attempt: 'view the history of purges',
  },
  'retention.purge_started': {
    source: 'security',
    operation: 'delete',
    category: null,
    critical: true,
    summary: '{actor} began to purge {details.events} events that expired on {resource}',
    attempt: 'purge expired events',
  },
  'retention.purged': {
    source: 'security',
    operation: 'delete',
    category: null,
    critical: true,
    summary: '{actor} purged {details.events} events that expired on {resource}',
    attempt: 'purge expired events',
  },
  'retention.purge_refused': {
    source: 'security',
    operation: 'delete',
    category: null,
    critical: true,
    summary: '{actor} refused to purge {details.dates} dates at once: the clock may have jumped',
    attempt: 'purge expired events',
  },
});
