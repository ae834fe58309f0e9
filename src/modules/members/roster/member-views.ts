import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { Accounts, type Person } from '../../auth/auth.accounts';
import { factorResetsDue, factorsOfAccounts } from '../../auth/auth.factors';
import { SignInLocks } from '../../auth/auth.sign-in-locks';
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
    private readonly locks: SignInLocks,
  ) {}

  async of(organizationId: string, members: readonly Membership[]): Promise<MemberView[]> {
    const people = await this.accounts.people(members.map(({ accountId }) => accountId));
    return this.unitOfWork.run(organizationId, (manager) =>
      this.within(manager, organizationId, members, people),
    );
  }

  /** In a transaction that has entered the organization. */
  async within(
    manager: EntityManager,
    organizationId: string,
    members: readonly Membership[],
    people: ReadonlyMap<string, Person>,
  ): Promise<MemberView[]> {
    const accountIds = [...people.keys()];
    const ids = members.map(({ id }) => id);
    const roles = new Map((await rolesOf(manager, organizationId)).map((role) => [role.id, role]));
    const factors = await factorsOfAccounts(manager, accountIds);
    const resets = await factorResetsDue(manager, organizationId, accountIds);
    const teams = await this.teams.teamsOf(manager, organizationId, ids);
    const emails = [...people.values()].map(({ email }) => email);
    const locked = await this.locks.lockedAmong(manager, emails);
    return members.map((member) => {
      const person = people.get(member.accountId) as Person;
      return toView(member, {
        person,
        role: roles.get(member.role) as RoleView,
        teams: teams.get(member.id) ?? [],
        factors: factors.get(member.accountId) ?? [],
        locked: locked.has(person.email),
        resetDueAt: resets.get(member.accountId) ?? null,
      });
    });
  }
}
