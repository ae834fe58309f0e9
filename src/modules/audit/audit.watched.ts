/** Values of one field mean OR, different fields AND; an action may end in `*`. The same as parameters of `GET /v1/events`. */
export interface WatchedKind {
  readonly action?: readonly string[];
  readonly operation?: readonly string[];
  readonly outcome?: readonly string[];
}

/**
 * What gives or takes power (S4-32): Daybook's own actions, and what host products usually call theirs. Built-in views show
 * these, reviews count them.
 */
export const PERMISSION_CHANGES: WatchedKind = {
  action: [
    'role.*',
    'permission*',
    'api_key.*',
    'team.*',
    'team_member.*',
    'group.*',
    'member.role*',
    'member.permission*',
    'member.added',
    'member.removed',
    'member.left',
    'user.role*',
    'user.permission*',
    'access.granted',
    'access.revoked',
    'invitation.accepted',
    'installation.set_up',
    'organization.founded',
    'operator.*',
    'support_grant.*',
  ],
  operation: ['create', 'update', 'delete', 'execute'],
};

export const FAILED_SIGN_INS: WatchedKind = { operation: ['authenticate'], outcome: ['failure', 'denied'] };
