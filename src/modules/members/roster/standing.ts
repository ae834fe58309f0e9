import type { EntityManager } from 'typeorm';
import { currentPrincipal } from '../../../platform/context/request-context';
import type { Principal } from '../../../platform/context/request-record';
import { conflict, forbidden } from '../../../platform/errors/daybook-error';
import { Membership, type Role } from '../../organizations/organizations.membership';
import { permissionsHeldBy, permissionsOf } from '../members.permissions';

/** Who asks, with the role they have now. */
export type Standing = Pick<Principal, 'role' | 'scopes' | 'accountId' | 'organizationId'>;

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
  return { organizationId, accountId, scopes: null, role: membership?.role ?? null };
}

/** Nobody gives or takes more than they hold; only an Owner makes or unmakes Owners (A2). */
export function requireRankOver(standing: Standing, role: Role): void {
  const held = permissionsHeldBy(standing);
  const owners = role !== 'owner' || standing.role === 'owner';
  if (owners && permissionsOf(role).every((permission) => held.includes(permission))) return;
  throw forbidden(
    'role.beyond_own',
    `Only somebody who holds all that the role ${role} may do can give or take it.`,
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
