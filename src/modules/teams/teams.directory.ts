import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TeamOfMember } from '../members/members.contract';
import type { TeamDirectory } from '../members/members.teams';
import { TeamMember } from './storage/team-member.entity';

/** What the members ask of the teams. */
@Injectable()
export class Teammates implements TeamDirectory {
  async teamsOf(
    manager: EntityManager,
    organizationId: string,
    memberIds: readonly string[],
  ): Promise<Map<string, TeamOfMember[]>> {
    const rows: (TeamOfMember & { member_id: string })[] = await manager.query(
      `SELECT tm.member_id, t.id, t.name, tm.lead
         FROM team_members tm JOIN teams t ON t.organization_id = tm.organization_id AND t.id = tm.team_id
        WHERE tm.organization_id = $1 AND tm.member_id = ANY ($2) ORDER BY lower(t.name)`,
      [organizationId, memberIds],
    );
    const teams = new Map<string, TeamOfMember[]>();
    for (const { member_id: memberId, ...team } of rows)
      teams.set(memberId, [...(teams.get(memberId) ?? []), team]);
    return teams;
  }

  async memberIdsOf(manager: EntityManager, organizationId: string, teamId: string): Promise<string[]> {
    const rows = await manager.findBy(TeamMember, { organizationId, teamId });
    return rows.map(({ memberId }) => memberId);
  }

  async forget(manager: EntityManager, organizationId: string, memberId: string): Promise<void> {
    await manager.delete(TeamMember, { organizationId, memberId });
  }
}
