import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { currentPrincipal } from '../../../platform/context/request-context';
import { forbidden, notFound } from '../../../platform/errors/daybook-error';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { Accounts } from '../../auth/auth.accounts';
import { Sessions } from '../../auth/auth.sessions';
import { Membership, type Role } from '../../organizations/organizations.membership';
import { requirePermission } from '../members.access';
import type { MemberView } from '../members.contract';
import { toView } from './member.presenter';
import { lockStanding, requireAnotherOwner, requireRankOver } from './standing';

/** Who belongs to the organization as what. */
@Injectable()
export class Roster {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
  ) {}

  changeRole(id: string, role: Role): Promise<MemberView> {
    return this.unitOfWork.change(async (manager) => {
      const standing = await lockStanding(manager);
      requirePermission({ ...currentPrincipal(), ...standing }, 'members:manage');
      const member = await this.#find(manager, id);
      for (const concerned of [member.role, role]) requireRankOver(standing, concerned);
      if (member.role === 'owner' && role !== 'owner') await requireAnotherOwner(manager, member);
      if (member.accountId === standing.accountId)
        throw forbidden('member.own_role', 'Nobody changes their own role. Ask another Owner or Admin.');
      const { organizationId } = member;
      await manager.update(Membership, { organizationId, id }, { role });
      const person = await this.accounts.person(manager, member.accountId);
      const changes = { before: { role: member.role }, after: { role } };
      return {
        result: toView(member, person, role),
        event: { resource: { type: 'member', id, name: person.name }, changes },
      };
    });
  }

  /** Removing a member, or leaving: who goes loses their sessions here, and what they did stays. */
  remove(id: string): Promise<void> {
    return this.unitOfWork.change(async (manager) => {
      const standing = await lockStanding(manager);
      const member = await this.#find(manager, id).catch(() => null);
      const leaves = member !== null && member.accountId === standing.accountId;
      if (!leaves) requirePermission({ ...currentPrincipal(), ...standing }, 'members:manage');
      if (!member) throw notFound('member');
      if (!leaves) requireRankOver(standing, member.role);
      if (member.role === 'owner') await requireAnotherOwner(manager, member);
      const { organizationId, accountId, role } = member;
      await manager.delete(Membership, { organizationId, id });
      await this.sessions.endAll(manager, organizationId, accountId);
      const person = await this.accounts.person(manager, accountId);
      const event = {
        resource: { type: 'member', id, name: person.name },
        changes: { before: { role, email: person.email }, after: null },
      };
      return { result: undefined, event: leaves ? { ...event, action: 'member.left' } : event };
    });
  }

  async #find(manager: EntityManager, id: string): Promise<Membership> {
    const { organizationId } = currentPrincipal();
    const member = await manager.findOneBy(Membership, { organizationId, id });
    if (!member) throw notFound('member');
    return member;
  }
}
