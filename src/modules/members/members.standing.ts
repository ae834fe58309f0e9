import type { EntityManager } from 'typeorm';
import { currentPrincipal } from '../../platform/context/request-context';
import type { Principal } from '../../platform/context/request-record';
import { conflict, forbidden } from '../../platform/errors/daybook-error';
import { Membership } from '../organizations/organizations.membership';
import type { RoleView } from './members.contract';
import { permissionsHeldBy, type Holder } from '../organizations/organizations.permissions';
import { findRole } from './roles/role-facts';

/** Who asks, with the role they have now. */
export type Standing = Holder & Pick<Principal, 'accountId' | 'organizationId'>;

/**
 * Makes changes to roles in one organization wait for each other, and looks up again what whoever asks may do: it may have
 * changed since the guard looked (A3). The transaction has entered the organization.
 */
export async function lockStanding(manager: EntityManager): Promise<Standing> {
  const principal = currentPrincipal();
  const { organizationId, accountId } = principal;
  await manager.query('SELECT id FROM organizations WHERE id = $1 FOR UPDATE', [organizationId]);
  if (accountId === null) return principal;
  const membership = await manager.findOneBy(Membership, { organizationId, accountId });
  const role = membership && (await findRole(manager, organizationId, membership.role));
  const rolePermissions = role?.permissions ?? [];
  return { organizationId, accountId, scopes: null, role: role?.id ?? null, rolePermissions };
}

/** Nobody gives or takes more than they hold; only an Owner makes or unmakes Owners (A2). */
export function requireRankOver(standing: Standing, role: RoleView): void {
  if (role.id !== 'owner' || standing.role === 'owner')
    return requireHeld(standing, role.permissions, `the role ${role.name}, which allows more than yours`);
  throw forbidden('role.beyond_own', 'Only an Owner makes or unmakes Owners.');
}

/** @throws DaybookError `role.beyond_own`, which says what is missing. */
export function requireHeld(standing: Standing, permissions: readonly string[], what: string): void {
  const held = permissionsHeldBy(standing);
  const missing = permissions.filter((permission) => !held.includes(permission));
  if (missing.length > 0)
    throw forbidden(
      'role.beyond_own',
      `You cannot give, take or change ${what}: you lack ${[...new Set(missing)].join(', ')}.`,
    );
}

/** @throws DaybookError `member.last_owner` */
export async function requireAnotherOwner(
  manager: EntityManager,
  { organizationId, id }: Membership,
): Promise<void> {
  const owners = await manager.findBy(Membership, { organizationId, role: 'owner' });
  if (owners.some((owner) => owner.id !== id)) return;
  throw conflict('member.last_owner', 'This is the last Owner. Make somebody else Owner first.');
}
