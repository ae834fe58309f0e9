import { Inject, Injectable } from '@nestjs/common';
import { currentPrincipal } from '../../../platform/context/request-context';
import { newestFirst, type PageQueryDto } from '../../../platform/http/page';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { Accounts, type Person } from '../../auth/auth.accounts';
import { Membership } from '../../organizations/organizations.membership';
import type { MemberPage } from '../members.contract';
import { toView } from './member.presenter';

/** The members, those who joined last first. */
@Injectable()
export class MemberList {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: Accounts,
    @Inject(CONFIG) private readonly settings: Settings,
  ) {}

  async page(query: PageQueryDto): Promise<MemberPage> {
    const { organizationId } = currentPrincipal();
    const { rows, ...cursors } = await newestFirst(
      query,
      this.settings.secret,
      `members of ${organizationId}`,
      ({ id, order, take }) =>
        this.unitOfWork.run(organizationId, (manager) =>
          manager.find(Membership, {
            where: { organizationId, ...(id ? { id } : {}) },
            order: { id: order },
            take,
          }),
        ),
    );
    const people = await this.accounts.people(rows.map(({ accountId }) => accountId));
    return { data: rows.map((member) => toView(member, people.get(member.accountId) as Person)), ...cursors };
  }
}
