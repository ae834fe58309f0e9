import type { EntityManager } from 'typeorm';
import { currentPrincipal } from '../../../platform/context/request-context';
import { notFound } from '../../../platform/errors/daybook-error';
import { Membership } from '../../organizations/organizations.membership';
import type { RoleView } from '../members.contract';
import { requireRole } from '../roles/role-facts';

/** @throws DaybookError `member.not_found` for those of other organizations, as for those who do not exist. */
export async function findMember(
  manager: EntityManager,
  by: { id: string } | { accountId: string },
): Promise<Membership> {
  const { organizationId } = currentPrincipal();
  const member = await manager.findOneBy(Membership, { organizationId, ...by });
  if (!member) throw notFound('member');
  return member;
}

export const roleOf = (manager: EntityManager, { organizationId, role }: Membership): Promise<RoleView> =>
  requireRole(manager, organizationId, role);
