import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { currentPrincipal } from '../../../platform/context/request-context';
import { newestFirst, type PageQueryDto } from '../../../platform/http/page';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { Team } from '../storage/team.entity';
import type { TeamPage, TeamView } from '../teams.contract';

interface Counts {
  readonly team_id: string;
  readonly members: number;
  readonly leads: number;
}

export const teamView = (team: Team, counts?: Counts): TeamView => ({
  id: team.id,
  name: team.name,
  members: counts?.members ?? 0,
  leads: counts?.leads ?? 0,
  created_at: team.createdAt.toISOString(),
});

/** The teams, newest first. */
@Injectable()
export class TeamList {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CONFIG) private readonly settings: Settings,
  ) {}

  async page(query: PageQueryDto): Promise<TeamPage> {
    const { organizationId } = currentPrincipal();
    const { rows, ...cursors } = await newestFirst(
      query,
      this.settings.secret,
      `teams of ${organizationId}`,
      ({ id, order, take }) =>
        this.unitOfWork.run(organizationId, (manager) =>
          manager.find(Team, {
            where: { organizationId, ...(id ? { id } : {}) },
            order: { id: order },
            take,
          }),
        ),
    );
    const counts = await this.unitOfWork.run(organizationId, (manager) =>
      countsOf(manager, organizationId, rows),
    );
    return { data: rows.map((team) => teamView(team, counts.get(team.id))), ...cursors };
  }
}

export async function countsOf(
  manager: EntityManager,
  organizationId: string,
  teams: readonly Pick<Team, 'id'>[],
): Promise<Map<string, Counts>> {
  const rows: Counts[] = await manager.query(
    `SELECT team_id, count(*)::int AS members, count(*) FILTER (WHERE lead)::int AS leads
       FROM team_members WHERE organization_id = $1 AND team_id = ANY ($2) GROUP BY team_id`,
    [organizationId, teams.map(({ id }) => id)],
  );
  return new Map(rows.map((row) => [row.team_id, row]));
}
