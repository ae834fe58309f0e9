import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { Accounts, type Person } from '../../auth/auth.accounts';
import { factorsOfAccounts } from '../../auth/auth.factors';
import type { Membership } from '../../organizations/organizations.membership';
import type { MemberView, RoleView } from '../members.contract';
import { TeamDirectory } from '../members.teams';
import { rolesOf } from '../roles/role-facts';
import { toView } from './member.presenter';

/** Rows of members with all that belongs beside them. */
@Injectable()
export class MemberViews {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly teams: TeamDirectory,
  ) {}

  async of(organizationId: string, members: readonly Membership[]): Promise<MemberView[]> {
    const people = await this.accounts.people(members.map(({ accountId }) => accountId));
    const ids = members.map(({ id }) => id);
    return this.unitOfWork.run(organizationId, async (manager) => {
      const roles = new Map((await rolesOf(manager, organizationId)).map((role) => [role.id, role]));
      const factors = await factorsOfAccounts(manager, [...people.keys()]);
      const teams = await this.teams.teamsOf(manager, organizationId, ids);
      return members.map((member) =>
        toView(member, {
          person: people.get(member.accountId) as Person,
          role: roles.get(member.role) as RoleView,
          teams: teams.get(member.id) ?? [],
          factors: factors.get(member.accountId) ?? [],
        }),
      );
    });
  }
}
