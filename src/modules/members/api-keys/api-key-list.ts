import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import { newestFirst, type PageQueryDto } from '../../../platform/http/page';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { Accounts } from '../../auth/auth.accounts';
import { ApiKey } from '../../auth/auth.api-keys';
import type { ApiKeyPage } from '../members.contract';
import { toView } from './api-key.presenter';

/** The keys, newest first, also those that work no more. */
@Injectable()
export class ApiKeyList {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly settings: Settings,
  ) {}

  async page(query: PageQueryDto): Promise<ApiKeyPage> {
    const { organizationId } = currentPrincipal();
    const { rows, ...cursors } = await newestFirst(
      query,
      this.settings.secret,
      `api keys of ${organizationId}`,
      ({ id, order, take }) =>
        this.unitOfWork.run(organizationId, (manager) =>
          manager.find(ApiKey, {
            where: { organizationId, ...(id ? { id } : {}) },
            order: { id: order },
            take,
          }),
        ),
    );
    const people = await this.accounts.people(rows.map(({ createdBy }) => createdBy));
    const now = this.clock.now();
    return {
      data: rows.map((key) => toView(key, people.get(key.createdBy)?.name ?? null, now)),
      ...cursors,
    };
  }
}
