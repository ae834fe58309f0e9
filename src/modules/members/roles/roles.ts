import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import type { Row } from '../../../platform/database/row';
import { conflict, forbidden, notFound } from '../../../platform/errors/daybook-error';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { OPERATOR_ROLE, ROLES } from '../../organizations/organizations.membership';
import { requirePermission } from '../members.access';
import type { RoleView } from '../members.contract';
import { inOrder } from '../../organizations/organizations.permissions';
import { lockStanding, requireHeld, type Standing } from '../members.standing';
import { roleChanges } from './role-changes';
import { roleView, rolesOf } from './role-facts';
import { requireUnused } from './role-usage';
import { CustomRole } from './role.entity';
import type { NewRoleDto, RolePatchDto } from './role.dto';

const MOST_ROLES = 100;

/** The roles of an organization. Whoever has one gets what it allows by their next request. */
@Injectable()
export class Roles {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  list(): Promise<RoleView[]> {
    const { organizationId } = currentPrincipal();
    return this.unitOfWork.run(organizationId, (manager) => rolesOf(manager, organizationId));
  }

  create(dto: NewRoleDto): Promise<RoleView> {
    return this.unitOfWork.change(async (manager) => {
      const standing = await this.#manager(manager);
      requireHeld(standing, dto.permissions, `a role that allows more than yours`);
      await this.#requireName(manager, dto.name);
      const now = this.clock.now();
      const { organizationId } = standing;
      if ((await manager.countBy(CustomRole, { organizationId })) >= MOST_ROLES)
        throw conflict('role.too_many', `An organization has at most ${MOST_ROLES} roles of its own.`);
      const role = { organizationId, id: uuidv7(), name: dto.name, permissions: inOrder(dto.permissions) };
      await manager.insert(CustomRole, { ...role, createdAt: now, updatedAt: now });
      const { name, permissions } = role;
      return {
        result: roleView({ ...role, createdAt: now, updatedAt: now }),
        event: {
          resource: referTo(role),
          changes: { before: null, after: { name, permissions } },
          details: { permissions: permissions.join(', ') },
        },
      };
    });
  }

  update(id: string, patch: RolePatchDto): Promise<RoleView> {
    return this.unitOfWork.change(async (manager) => {
      const standing = await this.#manager(manager);
      const before = await find(manager, standing, id);
      const permissions = inOrder(patch.permissions ?? before.permissions);
      requireHeld(standing, [...before.permissions, ...permissions], 'a role that allows more than yours');
      const after = { ...before, name: patch.name ?? before.name, permissions, updatedAt: this.clock.now() };
      if (after.name !== before.name) await this.#requireName(manager, after.name, id);
      const { organizationId, name, updatedAt } = after;
      await manager.update(CustomRole, { organizationId, id }, { name, permissions, updatedAt });
      return { result: roleView(after), event: { resource: referTo(after), ...roleChanges(before, after) } };
    });
  }

  delete(id: string): Promise<void> {
    return this.unitOfWork.change(async (manager) => {
      const standing = await this.#manager(manager);
      const role = await find(manager, standing, id);
      const { organizationId, name, permissions } = role;
      requireHeld(standing, permissions, 'a role that allows more than yours');
      await requireUnused(manager, role, this.clock.now());
      await manager.delete(CustomRole, { organizationId, id });
      return {
        result: undefined,
        event: { resource: referTo(role), changes: { before: { name, permissions }, after: null } },
      };
    });
  }

  async #manager(manager: EntityManager): Promise<Standing> {
    const standing = await lockStanding(manager);
    requirePermission(standing, 'roles:manage');
    return standing;
  }

  async #requireName(manager: EntityManager, name: string, except?: string): Promise<void> {
    const { organizationId } = currentPrincipal();
    const wanted = name.toLowerCase();
    const own = await manager.findBy(CustomRole, { organizationId });
    const others = own.filter(({ id }) => id !== except).map((role) => role.name.toLowerCase());
    if ([...ROLES, OPERATOR_ROLE, ...others].includes(wanted))
      throw conflict('role.name_taken', 'There is a role of this name already.');
  }
}

const referTo = ({ id, name }: { id: string; name: string }) => ({ type: 'role', id, name });

async function find(manager: EntityManager, standing: Standing, id: string): Promise<Row<CustomRole>> {
  const { organizationId } = standing;
  const role = await manager.findOneBy(CustomRole, { organizationId, id });
  if (!role) throw notFound('role');
  if (standing.role === id)
    throw forbidden('role.own', 'Nobody changes the role they have. Ask somebody with another role.');
  return role;
}
