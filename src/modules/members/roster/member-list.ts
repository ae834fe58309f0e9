import { Inject, Injectable } from '@nestjs/common';
import { And, In, type EntityManager, type FindOperator, type FindOptionsWhere } from 'typeorm';
import { currentPrincipal } from '../../../platform/context/request-context';
import { newestFirst } from '../../../platform/http/page';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { Membership } from '../../organizations/organizations.membership';
import type { MemberPage } from '../members.contract';
import type { MemberQueryDto } from './member.dto';
import { MemberFilter } from './member-filter';
import { MemberViews } from './member-views';

/** The members, those who joined last first. */
@Injectable()
export class MemberList {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly filter: MemberFilter,
    private readonly views: MemberViews,
    @Inject(CONFIG) private readonly settings: Settings,
  ) {}

  async page(query: MemberQueryDto): Promise<MemberPage> {
    const { organizationId } = currentPrincipal();
    const { role, team, q, state, mfa } = query;
    const { rows, ...cursors } = await newestFirst(
      query,
      this.settings.secret,
      `members of ${organizationId} by ${JSON.stringify([role, team, q, state, mfa])}`,
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
    query: MemberQueryDto,
    organizationId: string,
    beyond: FindOperator<string> | undefined,
  ): Promise<FindOptionsWhere<Membership>> {
    const ids = await this.filter.ids(manager, organizationId, query);
    const { role } = query;
    return { organizationId, ...(role === undefined ? {} : { role }), ...idsOf(ids, beyond) };
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
