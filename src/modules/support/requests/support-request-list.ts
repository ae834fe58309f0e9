import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { currentPrincipal } from '../../../platform/context/request-context';
import { newestFirst, type PageQueryDto, type Slice } from '../../../platform/http/page';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { AuditRecorder } from '../../audit/audit.recorder';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { holds } from '../../organizations/organizations.permissions';
import { GRANT, referTo, requireVisible } from '../storage/find-request';
import { SupportRequest } from '../storage/support-request.entity';
import type { SupportRequestDetails, SupportRequestPage } from '../support.contract';
import { SupportViews } from './support-views';

/** The requests that the caller may see: their own, or all for who may approve. Newest first. */
@Injectable()
export class SupportRequestList {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly views: SupportViews,
    private readonly recorder: AuditRecorder,
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'secret'>,
  ) {}

  async page(query: PageQueryDto): Promise<SupportRequestPage> {
    const { organizationId, accountId } = currentPrincipal();
    const scope = `support requests of ${organizationId} for ${accountId}`;
    const { rows, ...cursors } = await newestFirst(query, this.settings.secret, scope, (slice) =>
      this.unitOfWork.run(organizationId, (manager) => this.#fetch(manager, slice)),
    );
    const data = await this.unitOfWork.run(organizationId, (manager) =>
      this.views.of(manager, organizationId, rows, 'organization'),
    );
    return { data, ...cursors };
  }

  /** @throws DaybookError `support_request.not_found`, also for those of others */
  one(id: string): Promise<SupportRequestDetails> {
    const principal = currentPrincipal();
    const { organizationId } = principal;
    return this.unitOfWork.run(organizationId, async (manager) => {
      const found = await manager.findOneBy(SupportRequest, { organizationId, id });
      const request = requireVisible(found, principal);
      this.recorder.describe({ resource: referTo(request), subject: request.record });
      return this.views.details(manager, request, 'organization');
    });
  }

  #fetch(manager: EntityManager, { id, order, take }: Slice): Promise<SupportRequest[]> {
    const principal = currentPrincipal();
    const { organizationId, accountId } = principal;
    const rows = manager
      .createQueryBuilder(SupportRequest, 'r')
      .where({ organizationId, ...(id ? { id } : {}) })
      .orderBy('r.id', order)
      .take(take);
    if (!holds(principal, GRANT))
      rows.andWhere(`r.requested_by ->> 'id' = :accountId AND r.origin = 'customer'`, { accountId });
    return rows.getMany();
  }
}
