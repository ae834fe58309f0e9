import { defineActions } from '../../audit/audit.define-actions';

/** What people do with their own accounts. */
defineActions({
  'account.viewed': {
    source: 'security',
    operation: 'read',
    category: 'navigation',
    summary: '{actor} looked up their account',
    attempt: 'look up their account',
  },
  'account.updated': {
    source: 'security',
    operation: 'update',
    category: 'settings',
    summary: '{actor} changed their account',
    attempt: 'change their account',
  },
  'account.email_change_requested': {
    source: 'security',
    operation: 'update',
    category: 'settings',
    summary: '{actor} asked to use the e-mail address {details.new_email}',
    attempt: 'ask for another e-mail address',
  },
  'account.email_changed': {
    source: 'security',
    operation: 'update',
    category: 'settings',
    critical: true,
    summary: '{actor} changed their e-mail address from {before.email} to {after.email}',
    attempt: 'confirm another e-mail address',
  },
  'account.password_changed': {
    source: 'security',
    operation: 'update',
    category: 'authentication',
    critical: true,
    summary: '{actor} changed their password; {details.sessions_ended} other sessions ended',
    attempt: 'change their password',
  },
  'password_reset.requested': {
    source: 'security',
    operation: 'authenticate',
    category: 'authentication',
    summary: 'Somebody asked to reset the password of {details.email}',
    attempt: 'ask for a password reset',
  },
  'password_reset.completed': {
    source: 'security',
    operation: 'authenticate',
    category: 'authentication',
    critical: true,
    summary: '{actor} set a new password by a mailed link; {details.sessions_ended} sessions ended',
    attempt: 'set a new password by a mailed link',
  },
  'session_list.viewed': {
    source: 'security',
    operation: 'read',
    category: 'navigation',
    summary: '{actor} looked up their sessions',
    attempt: 'look up their sessions',
  },
  'session.revoked': {
    source: 'security',
    operation: 'delete',
    category: 'authentication',
    summary: '{actor} ended one of their sessions: {resource}',
    attempt: 'end one of their sessions',
  },
  'sessions.revoked': {
    source: 'security',
    operation: 'delete',
    category: 'authentication',
    summary: '{actor} ended all their other sessions: {details.sessions_ended}',
    attempt: 'end all their other sessions',
  },
});
