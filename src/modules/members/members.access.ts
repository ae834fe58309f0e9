import { forbidden } from '../../platform/errors/daybook-error';
import { holds, OPERATE, rolesWith, type Holder } from '../organizations/organizations.permissions';

/** @throws DaybookError `permission.missing`, which says what is missing and who could help. */
export function requirePermission(principal: Holder, permission: string): void {
  if (holds(principal, permission)) return;
  const roles = rolesWith(permission).map((role) => role[0]?.toUpperCase() + role.slice(1));
  const who =
    permission === OPERATE
      ? "It is that of the platform's operators."
      : roles.length > 0
        ? `It comes with the role ${roles.join(' or ')}; an Owner or Admin can grant it.`
        : 'Only API keys with that scope have it.';
  const missing = principal.scopes
    ? `This API key lacks the scope ${permission}.`
    : `You lack the permission ${permission}. ${who}`;
  throw forbidden('permission.missing', missing);
}
