import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { forbidden } from '../../../platform/errors/daybook-error';
import { UnitOfWork, type Change } from '../../audit/audit.unit-of-work';
import { Accounts } from '../../auth/auth.accounts';
import { Sessions } from '../../auth/auth.sessions';
import { Membership } from '../../organizations/organizations.membership';
import { requirePermission } from '../members.access';
import type { MemberView } from '../members.contract';
import { TeamDirectory } from '../members.teams';
import { requireRole } from '../roles/role-facts';
import { findMember, roleOf } from './find-member';
import { MemberViews } from './member-views';
import { lockStanding, requireAnotherOwner, requireRankOver, type Standing } from '../members.standing';

/** Who belongs to the organization as what. */
@Injectable()
export class Roster {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly teams: TeamDirectory,
    private readonly views: MemberViews,
  ) {}

  /** It acts on the next request of whoever it is given to, which brings a new token home; a role that asks for a factor asks their sessions for it, too. */
  changeRole(id: string, roleId: string): Promise<MemberView> {
    return this.unitOfWork.change(async (manager) => {
      const standing = await lockStanding(manager);
      requirePermission(standing, 'members:manage');
      const member = await findMember(manager, { id });
      const before = await roleOf(manager, member);
      const role = await requireRole(manager, member.organizationId, roleId);
      for (const concerned of [before, role]) requireRankOver(standing, concerned);
      if (before.id === 'owner' && role.id !== 'owner') await requireAnotherOwner(manager, member);
      if (member.accountId === standing.accountId)
        throw forbidden('member.own_role', 'Nobody changes their own role. Ask another Owner or Admin.');
      const { organizationId } = member;
      await manager.update(Membership, { organizationId, id }, { role: role.id });
      await this.sessions.renewAll(manager, organizationId, member.accountId);
      const person = await this.accounts.person(manager, member.accountId);
      const after: Membership = Object.assign(new Membership(), member, { role: role.id });
      const people = new Map([[person.id, person]]);
      const [view] = await this.views.within(manager, organizationId, [after], people);
      return {
        result: view as MemberView,
        event: {
          resource: { type: 'member', id, name: person.name },
          changes: { before: { role: before.name }, after: { role: role.name } },
        },
      };
    });
  }

  /** Who goes loses their sessions here, and what they did stays. */
  remove(id: string): Promise<void> {
    return this.unitOfWork.change(async (manager) => {
      const standing = await lockStanding(manager);
      requirePermission(standing, 'members:manage');
      return this.#end(manager, standing, await findMember(manager, { id }));
    });
  }

  leave(): Promise<void> {
    return this.unitOfWork.change(async (manager) => {
      const standing = await lockStanding(manager);
      return this.#end(
        manager,
        standing,
        await findMember(manager, { accountId: standing.accountId as string }),
      );
    });
  }

  async #end(manager: EntityManager, standing: Standing, member: Membership): Promise<Change<undefined>> {
    const { organizationId, accountId, id } = member;
    const role = await roleOf(manager, member);
    const leaves = accountId === standing.accountId;
    if (!leaves) requireRankOver(standing, role);
    if (role.id === 'owner') await requireAnotherOwner(manager, member);
    await this.teams.forget(manager, organizationId, id);
    await manager.delete(Membership, { organizationId, id });
    await this.sessions.endAll(manager, organizationId, accountId);
    const person = await this.accounts.person(manager, accountId);
    const event = {
      resource: { type: 'member', id, name: person.name },
      changes: { before: { role: role.name, email: person.email }, after: null },
    };
    return { result: undefined, event: leaves ? { ...event, action: 'member.left' } : event };
  }
}
