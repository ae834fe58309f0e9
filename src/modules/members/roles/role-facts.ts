import { isUUID } from 'class-validator';
import type { EntityManager } from 'typeorm';
import { PLATFORM_LOG_ID } from '../../../platform/database/tenant';
import { invalidField } from '../../../platform/errors/daybook-error';
import { OPERATOR_ROLE, ROLES } from '../../organizations/organizations.membership';
import type { RoleView } from '../members.contract';
import { permissionsOf } from '../../organizations/organizations.permissions';
import { CustomRole } from './role.entity';

const builtIn = (name: string): RoleView => ({
  id: name,
  name,
  built_in: true,
  permissions: permissionsOf(name),
});

const OF_TENANTS = ROLES.map(builtIn);
const OF_PLATFORM = [builtIn(OPERATOR_ROLE)];

/** The platform has operators and nobody else; a tenant never sees their role. */
const builtInOf = (organizationId: string): readonly RoleView[] =>
  organizationId === PLATFORM_LOG_ID ? OF_PLATFORM : OF_TENANTS;

export const roleView = ({ id, name, permissions }: CustomRole): RoleView => ({
  id,
  name,
  built_in: false,
  permissions,
});

/** All roles of the organization that the transaction has entered: the built-in ones, then its own by name. */
export async function rolesOf(manager: EntityManager, organizationId: string): Promise<RoleView[]> {
  const own = await manager.find(CustomRole, { where: { organizationId }, order: { name: 'ASC' } });
  return [...builtInOf(organizationId), ...own.map(roleView)];
}

/** A role by what members have in their `role`: a built-in name, or an id. */
export async function findRole(
  manager: EntityManager,
  organizationId: string,
  id: string,
): Promise<RoleView | null> {
  const found = builtInOf(organizationId).find((role) => role.id === id);
  if (found || !isUUID(id)) return found ?? null;
  const own = await manager.findOneBy(CustomRole, { organizationId, id });
  return own && roleView(own);
}

/** @throws DaybookError naming the field, for a role that this organization does not have. */
export async function requireRole(
  manager: EntityManager,
  organizationId: string,
  id: string,
  pointer = '/role',
): Promise<RoleView> {
  const role = await findRole(manager, organizationId, id);
  if (!role) throw invalidField(pointer, 'is no role of this organization');
  return role;
}
