import type { Principal } from '../../platform/context/request-record';
import { ROLES, type Role } from '../organizations/organizations.membership';

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
  'events:write',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

const KEYS_ONLY: Permission = 'events:write';
/** Who may let outsiders in, and redefine what roles mean, is the Owner alone. */
const OWNERS_ONLY: readonly Permission[] = ['roles:manage', 'support:grant'];

const OF_OWNER = PERMISSIONS.filter((name) => name !== KEYS_ONLY);

const OF_ROLE: Record<Role, readonly Permission[]> = {
  owner: OF_OWNER,
  admin: OF_OWNER.filter((name) => !OWNERS_ONLY.includes(name)),
  auditor: ['audit:read', 'audit:export', 'activity:read', 'activity:read:own'],
  member: ['activity:read:own'],
};

export const isPermission = (name: string): name is Permission =>
  (PERMISSIONS as readonly string[]).includes(name);

export const permissionsOf = (role: string): readonly Permission[] => OF_ROLE[role as Role] ?? [];

/** What somebody may do at this moment: a person by role, a key by its scopes. */
export const permissionsHeldBy = ({ role, scopes }: Pick<Principal, 'role' | 'scopes'>): readonly string[] =>
  scopes ?? (role === null ? [] : permissionsOf(role));

export const holds = (principal: Pick<Principal, 'role' | 'scopes'>, permission: string): boolean =>
  permissionsHeldBy(principal).includes(permission);

export const rolesWith = (permission: string): readonly Role[] =>
  ROLES.filter((role) => (permissionsOf(role) as readonly string[]).includes(permission));
