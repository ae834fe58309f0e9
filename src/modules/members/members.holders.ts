import { In, type EntityManager } from 'typeorm';
import { Membership } from '../organizations/organizations.membership';
import { rolesOf } from './roles/role-facts';

/** Whoever holds a permission by their role at this moment, in a transaction that has entered the organization. */
export async function membersHolding(
  manager: EntityManager,
  organizationId: string,
  permission: string,
): Promise<Membership[]> {
  const roles = await rolesOf(manager, organizationId);
  const ids = roles.filter(({ permissions }) => permissions.includes(permission)).map(({ id }) => id);
  return manager.find(Membership, { where: { organizationId, role: In(ids) }, order: { id: 'ASC' } });
}
