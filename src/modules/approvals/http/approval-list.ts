import { Inject, Injectable } from '@nestjs/common';
import { Brackets } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import { newestFirst, type PageQueryDto, type Slice } from '../../../platform/http/page';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { permissionsHeldBy } from '../../organizations/organizations.permissions';
import type { ApprovalPage } from '../approvals.contract';
import { approvalView } from '../requests/approval-view';
import { ApprovalRow } from '../storage/approval.entity';

/** What the caller asked for, or may decide on; newest first. */
@Injectable()
export class ApprovalList {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'secret'>,
  ) {}

  async page(query: PageQueryDto): Promise<ApprovalPage> {
    const { organizationId } = currentPrincipal();
    const { rows, ...cursors } = await newestFirst(
      query,
      this.settings.secret,
      `approvals of ${organizationId}`,
      (slice) => this.#fetch(slice),
    );
    const now = this.clock.now();
    return { data: rows.map((row) => approvalView(row, now)), ...cursors };
  }

  #fetch({ id, order, take }: Slice): Promise<ApprovalRow[]> {
    const principal = currentPrincipal();
    const { organizationId, accountId } = principal;
    return this.unitOfWork.run(organizationId, (manager) =>
      manager
        .createQueryBuilder(ApprovalRow, 'a')
        .where({ organizationId, ...(id ? { id } : {}) })
        .andWhere(
          new Brackets((either) =>
            either
              .where('a.permission = ANY (:held)', { held: permissionsHeldBy(principal) })
              .orWhere(`a.requested_by ->> 'id' = :accountId`, { accountId }),
          ),
        )
        .orderBy('a.id', order)
        .take(take)
        .getMany(),
    );
  }
}
