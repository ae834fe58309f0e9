import { defineActions } from './audit.define-actions';

/** What happens to the log itself, and to requests that reach no route. */
export const auditActions = defineActions({
  'audit_log.viewed': {
    source: 'security',
    operation: 'read',
    category: 'navigation',
    summary: '{actor} viewed the audit log',
    attempt: 'view the audit log',
  },
  'audit_log.followed': {
    source: 'security',
    operation: 'read',
    category: 'navigation',
    summary: '{actor} began to follow the audit log',
    attempt: 'follow the audit log',
  },
  'audit_log.charted': {
    source: 'security',
    operation: 'read',
    category: 'navigation',
    summary: '{actor} viewed a chart of the audit log',
    attempt: 'view a chart of the audit log',
  },
  'audit_log.summarized': {
    source: 'security',
    operation: 'read',
    category: 'navigation',
    summary: '{actor} viewed counts of the audit log',
    attempt: 'view counts of the audit log',
  },
  'audit_log.query_completed': {
    source: 'security',
    operation: 'read',
    category: null,
    summary: '{actor} was offered words for a query of the audit log',
    attempt: 'complete a query of the audit log',
  },
  'event.viewed': {
    source: 'security',
    operation: 'read',
    category: 'navigation',
    summary: '{actor} viewed event {resource}',
    attempt: 'view an event',
  },
  'event.surroundings_viewed': {
    source: 'security',
    operation: 'read',
    category: 'navigation',
    summary: '{actor} viewed what happened around event {resource}',
    attempt: 'view what happened around an event',
  },
  'record_history.viewed': {
    source: 'security',
    operation: 'read',
    category: 'navigation',
    summary: '{actor} viewed the history of {resource}',
    attempt: 'view the history of a record',
  },
  'events.ingested': {
    source: 'api',
    operation: 'create',
    category: null,
    summary: '{actor} sent events, none of them new',
    attempt: 'send events',
  },
  'event.rewrite_refused': {
    source: 'security',
    operation: 'create',
    category: null,
    critical: true,
    summary: '{actor} sent an event whose id is taken',
    attempt: 'store an event under an id that another event has',
  },
  'request.unmatched': {
    source: 'api',
    operation: 'read',
    category: null,
    summary: '{actor} asked for an address that does not exist',
    attempt: 'reach an address that does not exist',
  },
  'request.malformed': {
    source: 'api',
    operation: 'read',
    category: null,
    summary: '{actor} sent a request that could not be read',
    attempt: 'send a request that could not be read',
  },
  'request.replayed': {
    source: 'api',
    operation: 'read',
    category: null,
    summary: '{actor} repeated a request and got the first answer again',
    attempt: 'repeat a request',
  },
});

/** What happens to Daybook itself; it stands in the platform's own log. */
export const platformActions = defineActions({
  'process.failed': {
    source: 'security',
    operation: 'execute',
    category: null,
    critical: true,
    summary: '{actor} ended by an error that nobody caught',
    attempt: 'go on',
  },
});
