import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import type { Row } from '../../../platform/database/row';
import { conflict, notFound } from '../../../platform/errors/daybook-error';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { lockStanding } from '../../members/members.standing';
import { requirePermission } from '../../members/members.access';
import { TeamMember } from '../storage/team-member.entity';
import { Team } from '../storage/team.entity';
import type { TeamView } from '../teams.contract';
import { countsOf, teamView } from './team-list';

/** Making, renaming and deleting teams. */
@Injectable()
export class Teams {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  create(name: string): Promise<TeamView> {
    return this.unitOfWork.change(async (manager) => {
      const organizationId = await teamManager(manager);
      await requireName(manager, organizationId, name);
      const team = { organizationId, id: uuidv7(), name, createdAt: this.clock.now() };
      await manager.insert(Team, team);
      return {
        result: teamView(team),
        event: { resource: referTo(team), changes: { before: null, after: { name } } },
      };
    });
  }

  rename(id: string, name: string): Promise<TeamView> {
    return this.unitOfWork.change(async (manager) => {
      const organizationId = await teamManager(manager);
      const team = await findTeam(manager, organizationId, id);
      await requireName(manager, organizationId, name, id);
      await manager.update(Team, { organizationId, id }, { name });
      const counts = await countsOf(manager, organizationId, [team]);
      return {
        result: teamView({ ...team, name }, counts.get(id)),
        event: {
          resource: referTo({ id, name }),
          changes: { before: { name: team.name }, after: { name } },
        },
      };
    });
  }

  /** Its people stay members; who led it sees their activity no more. */
  delete(id: string): Promise<void> {
    return this.unitOfWork.change(async (manager) => {
      const organizationId = await teamManager(manager);
      const team = await findTeam(manager, organizationId, id);
      const { affected } = await manager.delete(TeamMember, { organizationId, teamId: id });
      await manager.delete(Team, { organizationId, id });
      return {
        result: undefined,
        event: {
          resource: referTo(team),
          changes: { before: { name: team.name }, after: null },
          details: { members: affected ?? 0 },
        },
      };
    });
  }
}

const referTo = ({ id, name }: Pick<Team, 'id' | 'name'>) => ({ type: 'team', id, name });

/** Changes to teams wait for each other, and for changes of roles. Gives the organization. */
async function teamManager(manager: EntityManager): Promise<string> {
  const standing = await lockStanding(manager);
  requirePermission(standing, 'teams:manage');
  return currentPrincipal().organizationId;
}

export async function findTeam(
  manager: EntityManager,
  organizationId: string,
  id: string,
): Promise<Row<Team>> {
  const team = await manager.findOneBy(Team, { organizationId, id });
  if (!team) throw notFound('team');
  return team;
}

async function requireName(
  manager: EntityManager,
  organizationId: string,
  name: string,
  except?: string,
): Promise<void> {
  const same = await manager
    .createQueryBuilder(Team, 't')
    .where('t.organization_id = :organizationId AND lower(t.name) = lower(:name)', { organizationId, name })
    .getOne();
  if (same && same.id !== except) throw conflict('team.name_taken', 'There is a team of this name already.');
}
