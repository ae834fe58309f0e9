import { defineActions } from '../audit/audit.define-actions';

export const organizationActions = defineActions({
  // Whoever founds it is its Owner, so it is a matter of roles (S0-26).
  'organization.founded': {
    source: 'security',
    operation: 'create',
    category: 'administration',
    summary: '{actor} founded the organization {resource}',
    attempt: 'found an organization',
  },
  'organization.viewed': {
    source: 'settings',
    operation: 'read',
    category: 'navigation',
    summary: "{actor} viewed the organization's settings",
    attempt: "view the organization's settings",
  },
  'organization.updated': {
    source: 'settings',
    operation: 'update',
    category: 'settings',
    summary: '{actor} changed the settings of {resource}: {details.changed}',
    attempt: "change the organization's settings",
  },
  'organization.security_updated': {
    source: 'security',
    operation: 'update',
    category: 'settings',
    critical: true,
    summary: '{actor} changed the security settings of {resource}: {details.changed}',
    attempt: "change the organization's security settings",
  },
  'consent_list.viewed': {
    source: 'settings',
    operation: 'read',
    category: 'navigation',
    summary: '{actor} viewed the consent requirements',
    attempt: 'view the consent requirements',
  },
  'consent_versions.viewed': {
    source: 'settings',
    operation: 'read',
    category: 'navigation',
    summary: '{actor} viewed the versions of the consent {resource}',
    attempt: 'view the versions of a consent',
  },
  'consent.added': {
    source: 'settings',
    operation: 'create',
    category: 'settings',
    summary: '{actor} added the consent {resource}',
    attempt: 'add a consent',
  },
  'consent.updated': {
    source: 'settings',
    operation: 'update',
    category: 'settings',
    summary: '{actor} changed the consent {resource}: {details.changed}',
    attempt: 'change a consent',
  },
  'consent.retired': {
    source: 'settings',
    operation: 'delete',
    category: 'settings',
    critical: true,
    summary: '{actor} retired the consent {resource}',
    attempt: 'retire a consent',
  },
});
