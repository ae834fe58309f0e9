import type { Principal } from '../../platform/context/request-record';
import { OPERATOR_ROLE, ROLES, type Role } from './organizations.membership';

/** Everything that can be allowed. `events:write` is for API keys: no role holds it. */
export const PERMISSIONS = [
  'audit:read',
  'audit:export',
  'audit:erase',
  'activity:read',
  'activity:read:own',
  'members:manage',
  'roles:manage',
  'teams:manage',
  'settings:manage',
  'retention:manage',
  'holds:manage',
  'api_keys:manage',
  'streams:manage',
  'support:grant',
  'organization:delete',
  'events:write',
] as const;

/** What the platform's operators alone may do. No tenant is offered it, so it is not among the others. */
export const OPERATE = 'support:operate';

export type Permission = (typeof PERMISSIONS)[number] | typeof OPERATE;

/** What an API key alone may do. */
export const KEYS_ONLY: Permission = 'events:write';
/** What a role may allow. */
export const ROLE_PERMISSIONS = PERMISSIONS.filter((name) => name !== KEYS_ONLY);

/** Who may let outsiders in, redefine what roles mean, and end it all, is the Owner alone. */
const OWNERS_ONLY: readonly Permission[] = ['roles:manage', 'support:grant', 'organization:delete'];

const OF_ROLE: Record<Role, readonly Permission[]> = {
  owner: ROLE_PERMISSIONS,
  admin: ROLE_PERMISSIONS.filter((name) => !OWNERS_ONLY.includes(name)),
  auditor: ['audit:read', 'audit:export', 'activity:read', 'activity:read:own'],
  member: ['activity:read:own'],
};

/** Requests for support, and the log of what belongs to no organization, to which they are bound. */
const OF_OPERATOR: readonly Permission[] = ['audit:read', OPERATE];

export const isPermission = (name: string): name is Permission =>
  name === OPERATE || (PERMISSIONS as readonly string[]).includes(name);

/** As the list above has them, each once. */
export const inOrder = (permissions: readonly string[]): string[] =>
  PERMISSIONS.filter((name) => permissions.includes(name));

/** Of a built-in role. */
export const permissionsOf = (role: string): readonly Permission[] =>
  role === OPERATOR_ROLE ? OF_OPERATOR : (OF_ROLE[role as Role] ?? []);

/** Whoever may do something: by a built-in role, by one that the organization made, or by a key's scopes. */
export type Holder = Pick<Principal, 'role' | 'rolePermissions' | 'scopes'>;

/** What somebody may do at this moment: a person by role, a key by its scopes. */
export const permissionsHeldBy = ({ role, rolePermissions, scopes }: Holder): readonly string[] =>
  scopes ?? rolePermissions ?? (role === null ? [] : permissionsOf(role));

export const holds = (principal: Holder, permission: string): boolean =>
  permissionsHeldBy(principal).includes(permission);

export const rolesWith = (permission: string): readonly Role[] =>
  ROLES.filter((role) => (permissionsOf(role) as readonly string[]).includes(permission));
