import { defineActions } from '../audit/audit.define-actions';

export const organizationActions = defineActions({
  'organization.founded': {
    source: 'administration',
    operation: 'create',
    category: 'administration',
    summary: '{actor} founded the organization {resource}',
    attempt: 'found an organization',
  },
  'organization.viewed': {
    source: 'administration',
    operation: 'read',
    category: 'navigation',
    summary: "{actor} viewed the organization's settings",
    attempt: "view the organization's settings",
  },
  'organization.updated': {
    source: 'administration',
    operation: 'update',
    category: 'settings',
    summary: '{actor} changed the settings of {resource}',
    attempt: "change the organization's settings",
  },
});
