import { Inject, Injectable } from '@nestjs/common';
import { Brackets } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import { newestFirst, type Slice } from '../../../platform/http/page';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { permissionsHeldBy } from '../../organizations/organizations.permissions';
import type { ApprovalPage } from '../approvals.contract';
import { approvalView } from '../requests/approval-view';
import type { ApprovalListDto } from './approvals.dto';
import { ApprovalRow } from '../storage/approval.entity';

/** As `stateOf()` says it. */
const OPEN = `(a.state = 'approved' OR (a.state = 'pending' AND (NOT a.second_person OR a.lapses_at > :openAt)))`;

/** What the caller asked for, or may decide on; newest first. */
@Injectable()
export class ApprovalList {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'secret'>,
  ) {}

  async page(query: ApprovalListDto): Promise<ApprovalPage> {
    const { organizationId } = currentPrincipal();
    const now = this.clock.now();
    const { rows, ...cursors } = await newestFirst(
      query,
      this.settings.secret,
      `approvals of ${organizationId}, ${query.state ?? 'all'}`,
      (slice) => this.#fetch(slice, query.state === 'open' ? now : null),
    );
    return { data: rows.map((row) => approvalView(row, now)), ...cursors };
  }

  /** Those that are open at a moment, or all. */
  #fetch({ id, order, take }: Slice, openAt: Date | null): Promise<ApprovalRow[]> {
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
        .andWhere(openAt === null ? 'true' : OPEN, { openAt })
        .orderBy('a.id', order)
        .take(take)
        .getMany(),
    );
  }
}
