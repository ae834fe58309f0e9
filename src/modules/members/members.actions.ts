import { defineActions } from '../audit/audit.define-actions';

const security = { source: 'security' } as const;
const viewed = { ...security, operation: 'read', category: 'navigation' } as const;
const administration = { ...security, category: 'administration', critical: true } as const;

defineActions({
  'member_list.viewed': { ...viewed, summary: '{actor} viewed the members', attempt: 'view the members' },
  'member.role_changed': {
    ...administration,
    operation: 'update',
    summary: '{actor} changed the role of {resource} from {before.role} to {after.role}',
    attempt: 'change the role of a member',
  },
  'member.removed': {
    ...administration,
    operation: 'delete',
    summary: '{actor} removed {resource} from the organization',
    attempt: 'remove a member',
  },
  'member.unlocked': {
    ...administration,
    operation: 'update',
    summary: '{actor} lifted the sign-in lock of {resource}, so that they can try their password again',
    attempt: 'lift the sign-in lock of a member',
  },
  'member.left': {
    ...administration,
    operation: 'delete',
    summary: '{actor} left the organization',
    attempt: 'leave the organization',
  },
  'access_review.exported': {
    ...administration,
    operation: 'read',
    summary: '{actor} exported the access review of {details.members} members',
    attempt: 'export the access review',
  },
  'role_list.viewed': { ...viewed, summary: '{actor} viewed the roles', attempt: 'view the roles' },
  'role.created': {
    ...administration,
    operation: 'create',
    summary: '{actor} created the role {resource}, which may {details.permissions}',
    attempt: 'create a role',
  },
  'role.updated': {
    ...administration,
    operation: 'update',
    summary: '{actor} changed the role {resource}: {details.changed}',
    attempt: 'change a role',
  },
  'role.deleted': {
    ...administration,
    operation: 'delete',
    summary: '{actor} deleted the role {resource}',
    attempt: 'delete a role',
  },
  'invitation_list.viewed': {
    ...viewed,
    summary: '{actor} viewed the invitations',
    attempt: 'view the invitations',
  },
  'invitation.created': {
    ...administration,
    critical: false,
    operation: 'create',
    summary: '{actor} invited {resource} as {after.role}',
    attempt: 'invite somebody',
  },
  'invitations.created': {
    ...administration,
    operation: 'create',
    summary: '{actor} invited {details.invited} people: {details.emails}',
    attempt: 'invite several people',
  },
  'invitation.resent': {
    ...administration,
    critical: false,
    operation: 'update',
    summary: '{actor} sent the invitation of {resource} again',
    attempt: 'send an invitation again',
  },
  'invitation.withdrawn': {
    ...administration,
    critical: false,
    operation: 'delete',
    summary: '{actor} withdrew the invitation of {resource}',
    attempt: 'withdraw an invitation',
  },
  'invitation.accepted': {
    ...administration,
    critical: false,
    operation: 'create',
    summary: '{actor} accepted an invitation and joined as {after.role}',
    attempt: 'accept an invitation',
  },
  'api_key_list.viewed': { ...viewed, summary: '{actor} viewed the API keys', attempt: 'view the API keys' },
  'api_key.created': {
    ...administration,
    operation: 'create',
    summary: '{actor} created the API key {resource}, which may {details.scopes}',
    attempt: 'create an API key',
  },
  'api_key.updated': {
    ...administration,
    operation: 'update',
    summary: '{actor} changed the API key {resource}: {details.changed}',
    attempt: 'change an API key',
  },
  'api_key.rotated': {
    ...administration,
    operation: 'update',
    summary:
      '{actor} replaced the secret of the API key {resource}; the old one works until {details.previous_until}',
    attempt: 'replace the secret of an API key',
  },
  'api_key.revoked': {
    ...administration,
    operation: 'delete',
    summary: '{actor} revoked the API key {resource}',
    attempt: 'revoke an API key',
  },
});
