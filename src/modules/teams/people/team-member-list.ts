import { Inject, Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { currentPrincipal } from '../../../platform/context/request-context';
import type { Row } from '../../../platform/database/row';
import { newestFirst, type PageQueryDto } from '../../../platform/http/page';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { AuditRecorder } from '../../audit/audit.recorder';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { Accounts, type Person } from '../../auth/auth.accounts';
import { Membership } from '../../organizations/organizations.membership';
import { TeamMember } from '../storage/team-member.entity';
import { findTeam } from '../groups/teams';
import type { TeamMemberPage, TeamMemberView } from '../teams.contract';

/** The people of one team, those who became members of the organization last first. */
@Injectable()
export class TeamMemberList {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly recorder: AuditRecorder,
    @Inject(CONFIG) private readonly settings: Settings,
  ) {}

  async page(teamId: string, query: PageQueryDto): Promise<TeamMemberPage> {
    const { organizationId } = currentPrincipal();
    const run = <T>(work: (manager: EntityManager) => Promise<T>) =>
      this.unitOfWork.run(organizationId, work);
    const { name } = await run((manager) => findTeam(manager, organizationId, teamId));
    this.recorder.describe({ resource: { type: 'team', id: teamId, name } });
    const { rows, ...cursors } = await newestFirst(
      query,
      this.settings.secret,
      `people of team ${teamId} of ${organizationId}`,
      async ({ id, order, take }) => {
        const where = { organizationId, teamId, ...(id ? { memberId: id } : {}) };
        const found: Row<TeamMember>[] = await run((manager) =>
          manager.find(TeamMember, { where, order: { memberId: order }, take }),
        );
        return found.map((row) => ({ ...row, id: row.memberId }));
      },
    );
    return { data: await this.#views(organizationId, rows), ...cursors };
  }

  async #views(organizationId: string, rows: readonly TeamMember[]): Promise<TeamMemberView[]> {
    const ids = rows.map(({ memberId }) => memberId);
    const members = await this.unitOfWork.run(organizationId, (manager) =>
      manager.findBy(Membership, { organizationId, id: In(ids) }),
    );
    const accountIds = new Map(members.map(({ id, accountId }) => [id, accountId]));
    const people = await this.accounts.people([...accountIds.values()]);
    return rows.map((row) =>
      teamMemberView(row, people.get(accountIds.get(row.memberId) as string) as Person),
    );
  }
}

export const teamMemberView = (
  { memberId, lead, createdAt }: TeamMember,
  person: Person,
): TeamMemberView => ({
  member_id: memberId,
  account_id: person.id,
  name: person.name,
  email: person.email,
  lead,
  since: createdAt.toISOString(),
});
