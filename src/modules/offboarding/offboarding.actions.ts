import { defineActions } from '../audit/audit.define-actions';

const critical = { source: 'security', category: 'administration', critical: true } as const;

/** The first five stand in the organization's own log, which goes with it; the last two in the platform's, which stays. */
export const offboardingActions = defineActions({
  'organization_bundle.requested': {
    ...critical,
    operation: 'create',
    summary: '{actor} asked for everything that the organization has, as a bundle',
    attempt: 'ask for everything that the organization has',
  },
  'organization_deletion.viewed': {
    source: 'security',
    operation: 'read',
    category: 'navigation',
    summary: '{actor} looked whether the organization is to be deleted',
    attempt: 'look whether the organization is to be deleted',
  },
  'organization_deletion.requested': {
    ...critical,
    operation: 'create',
    summary: '{actor} asked that the organization {resource} be deleted, with everything in it',
    attempt: 'have the organization deleted',
  },
  'organization_deletion.approved': {
    ...critical,
    operation: 'update',
    summary: '{actor} agreed that the organization {resource} be deleted after {details.not_before}',
    attempt: 'agree to the deletion of the organization',
  },
  'organization_deletion.withdrawn': {
    ...critical,
    operation: 'delete',
    summary: '{actor} saw to it that the organization {resource} is not deleted',
    attempt: 'stop the deletion of the organization',
  },
  'organization_deletion.started': {
    ...critical,
    operation: 'delete',
    summary: '{actor} began to delete the organization {resource}, as {details.requested_by} had asked',
    attempt: 'delete an organization',
  },
  'organization.deleted': {
    ...critical,
    operation: 'delete',
    summary: '{actor} deleted the organization {resource}: {details.last_sequence} events and all else',
    attempt: 'delete an organization',
  },
});
