import { Inject, Injectable } from '@nestjs/common';
import { And, In, type EntityManager, type FindOperator, type FindOptionsWhere } from 'typeorm';
import { currentPrincipal } from '../../../platform/context/request-context';
import { newestFirst } from '../../../platform/http/page';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { Accounts } from '../../auth/auth.accounts';
import { Membership } from '../../organizations/organizations.membership';
import type { MemberPage } from '../members.contract';
import { TeamDirectory } from '../members.teams';
import type { MemberQueryDto } from './member.dto';
import { MemberViews } from './member-views';

/** The members, those who joined last first. */
@Injectable()
export class MemberList {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly teams: TeamDirectory,
    private readonly views: MemberViews,
    @Inject(CONFIG) private readonly settings: Settings,
  ) {}

  async page(query: MemberQueryDto): Promise<MemberPage> {
    const { organizationId } = currentPrincipal();
    const { role, team, q } = query;
    const { rows, ...cursors } = await newestFirst(
      query,
      this.settings.secret,
      `members of ${organizationId} by ${JSON.stringify([role, team, q])}`,
      ({ id, order, take }) =>
        this.unitOfWork.run(organizationId, async (manager) =>
          manager.find(Membership, {
            where: await this.#where(manager, query, organizationId, id),
            order: { id: order },
            take,
          }),
        ),
    );
    return { data: await this.views.of(organizationId, rows), ...cursors };
  }

  async #where(
    manager: EntityManager,
    { role, team, q }: MemberQueryDto,
    organizationId: string,
    beyond: FindOperator<string> | undefined,
  ): Promise<FindOptionsWhere<Membership>> {
    const ids = team === undefined ? null : await this.teams.memberIdsOf(manager, organizationId, team);
    const accountIds = q ? await this.accounts.membersLike(manager, organizationId, q) : null;
    const where = {
      organizationId,
      ...(role === undefined ? {} : { role }),
      ...(accountIds ? { accountId: In(accountIds) } : {}),
    };
    return { ...where, ...idsOf(ids, beyond) };
  }
}

function idsOf(
  ids: string[] | null,
  beyond: FindOperator<string> | undefined,
): { id?: FindOperator<string> } {
  const bounds = [...(ids ? [In(ids)] : []), ...(beyond ? [beyond] : [])];
  if (bounds.length === 0) return {};
  return { id: bounds.length === 1 ? bounds[0] : And(...bounds) };
}
