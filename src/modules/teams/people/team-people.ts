import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import type { Row } from '../../../platform/database/row';
import { conflict, notFound } from '../../../platform/errors/daybook-error';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { Accounts, type Person } from '../../auth/auth.accounts';
import { requirePermission } from '../../members/members.access';
import { lockStanding, requireHeld, type Standing } from '../../members/members.standing';
import { Membership } from '../../organizations/organizations.membership';
import { TeamMember } from '../storage/team-member.entity';
import type { Team } from '../storage/team.entity';
import type { TeamMemberView } from '../teams.contract';
import { findTeam } from '../groups/teams';
import { teamMemberView } from './team-member-list';

interface Place {
  readonly standing: Standing;
  readonly team: Team;
  readonly person: Person;
  readonly row: Row<TeamMember> | null;
}

const positionOf = (lead: boolean): string => (lead ? 'lead' : 'member');

/**
 * Who is in a team, and who leads it. Leading is `activity:read` for the team's people, so whoever makes somebody lead, or
 * adds people for leads to see, holds `activity:read` themselves.
 */
@Injectable()
export class TeamPeople {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  add(teamId: string, memberId: string, lead: boolean): Promise<TeamMemberView> {
    return this.unitOfWork.change(async (manager) => {
      const { standing, team, person, row } = await this.#place(manager, teamId, memberId);
      if (row) throw conflict('team_member.exists', `${person.name} is in this team already.`);
      const { organizationId } = team;
      if (lead || (await manager.existsBy(TeamMember, { organizationId, teamId, lead: true })))
        requireHeld(standing, ['activity:read'], "the sight of people's activity");
      const added = { organizationId, teamId, memberId, lead, createdAt: this.clock.now() };
      await manager.insert(TeamMember, added);
      const changes = { before: null, after: { position: positionOf(lead) } };
      return { result: teamMemberView(added, person), event: { ...told(team, memberId, person), changes } };
    });
  }

  setPosition(teamId: string, memberId: string, lead: boolean): Promise<TeamMemberView> {
    return this.unitOfWork.change(async (manager) => {
      const { standing, team, person, row } = await this.#place(manager, teamId, memberId);
      if (!row) throw notFound('team member');
      if (lead) requireHeld(standing, ['activity:read'], "the sight of people's activity");
      const { organizationId } = team;
      await manager.update(TeamMember, { organizationId, teamId, memberId }, { lead });
      const changes = {
        before: { position: positionOf(row.lead) },
        after: { position: positionOf(lead) },
      };
      return {
        result: teamMemberView({ ...row, lead }, person),
        event: { ...told(team, memberId, person), changes },
      };
    });
  }

  remove(teamId: string, memberId: string): Promise<void> {
    return this.unitOfWork.change(async (manager) => {
      const { team, person, row } = await this.#place(manager, teamId, memberId);
      if (!row) throw notFound('team member');
      const { organizationId } = team;
      await manager.delete(TeamMember, { organizationId, teamId, memberId });
      const changes = { before: { position: positionOf(row.lead) }, after: null };
      return { result: undefined, event: { ...told(team, memberId, person), changes } };
    });
  }

  async #place(manager: EntityManager, teamId: string, memberId: string): Promise<Place> {
    const standing = await lockStanding(manager);
    requirePermission(standing, 'teams:manage');
    const { organizationId } = standing;
    const team = await findTeam(manager, organizationId, teamId);
    const member = await manager.findOneBy(Membership, { organizationId, id: memberId });
    if (!member) throw notFound('member');
    const person = await this.accounts.person(manager, member.accountId);
    const row = await manager.findOneBy(TeamMember, { organizationId, teamId, memberId });
    return { standing, team, person, row };
  }
}

const told = (team: Team, memberId: string, person: Person) => ({
  resource: { type: 'member', id: memberId, name: person.name },
  related: [{ type: 'team', id: team.id, name: team.name }],
  details: { team: team.name },
});
