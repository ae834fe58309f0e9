import { defineActions } from '../audit/audit.define-actions';

/** Who comes in, goes out, and how Daybook was set up. */
export const authActions = defineActions({
  'installation.set_up': {
    source: 'security',
    operation: 'create',
    category: 'administration',
    critical: true,
    summary: '{actor} set up Daybook and founded the organization {resource}',
    attempt: 'set up Daybook',
  },
  'installation.viewed': {
    source: 'security',
    operation: 'read',
    category: 'navigation',
    summary: '{actor} looked up whether Daybook is set up',
    attempt: 'look up whether Daybook is set up',
  },
  'session.signed_in': {
    source: 'security',
    operation: 'authenticate',
    category: 'authentication',
    summary: '{actor} signed in',
    attempt: 'sign in',
  },
  'api_key.used_from_new_network': {
    source: 'security',
    operation: 'authenticate',
    category: 'authentication',
    critical: true,
    summary: 'The API key {resource} was used from a new network, {details.network}',
    attempt: 'use an API key from a new network',
  },
  'session.viewed': {
    source: 'security',
    operation: 'read',
    category: 'navigation',
    summary: '{actor} looked up their session',
    attempt: 'look up their session',
  },
  'session.signed_out': {
    source: 'security',
    operation: 'authenticate',
    category: 'authentication',
    summary: '{actor} signed out',
    attempt: 'sign out',
  },
  'session.timed_out': {
    source: 'security',
    operation: 'authenticate',
    category: 'authentication',
    summary: 'The session of {actor} timed out',
    attempt: 'time out a session',
  },
  'session.displaced': {
    source: 'security',
    operation: 'authenticate',
    category: 'authentication',
    summary: 'The oldest session of {actor} ended because they have too many',
    attempt: 'end the oldest session',
  },
  'session.organization_switched': {
    source: 'security',
    operation: 'authenticate',
    category: 'authentication',
    summary: '{actor} switched to the organization {resource}',
    attempt: 'switch to another organization',
  },
});
