import { defineActions } from '../audit/audit.define-actions';

const viewed = { source: 'security', operation: 'read', category: 'navigation' } as const;
const administration = { source: 'security', category: 'administration', critical: true } as const;

defineActions({
  'team_list.viewed': { ...viewed, summary: '{actor} viewed the teams', attempt: 'view the teams' },
  'team_member_list.viewed': {
    ...viewed,
    summary: '{actor} viewed the people of the team {resource}',
    attempt: 'view the people of a team',
  },
  'team.created': {
    ...administration,
    critical: false,
    operation: 'create',
    summary: '{actor} created the team {resource}',
    attempt: 'create a team',
  },
  'team.renamed': {
    ...administration,
    critical: false,
    operation: 'update',
    summary: '{actor} renamed the team {before.name} to {resource}',
    attempt: 'rename a team',
  },
  'team.deleted': {
    ...administration,
    operation: 'delete',
    summary: '{actor} deleted the team {resource}, which had {details.members} people',
    attempt: 'delete a team',
  },
  'team_member.added': {
    ...administration,
    operation: 'create',
    summary: '{actor} added {resource} to the team {details.team} as {after.position}',
    attempt: 'add somebody to a team',
  },
  'team_member.position_changed': {
    ...administration,
    operation: 'update',
    summary: '{actor} made {resource} {after.position} of the team {details.team}',
    attempt: "change somebody's position in a team",
  },
  'team_member.removed': {
    ...administration,
    operation: 'delete',
    summary: '{actor} removed {resource} from the team {details.team}',
    attempt: 'remove somebody from a team',
  },
});
