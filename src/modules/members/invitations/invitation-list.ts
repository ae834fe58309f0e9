import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import { newestFirst, type PageQueryDto } from '../../../platform/http/page';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import type { InvitationPage } from '../members.contract';
import { rolesOf } from '../roles/role-facts';
import { Invitation } from './invitation.entity';
import { toView } from './invitation.presenter';

@Injectable()
export class InvitationList {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly settings: Settings,
  ) {}

  async page(query: PageQueryDto): Promise<InvitationPage> {
    const { organizationId } = currentPrincipal();
    const { rows, ...cursors } = await newestFirst(
      query,
      this.settings.secret,
      `invitations of ${organizationId}`,
      ({ id, order, take }) =>
        this.unitOfWork.run(organizationId, (manager) =>
          manager.find(Invitation, {
            where: { organizationId, ...(id ? { id } : {}) },
            order: { id: order },
            take,
          }),
        ),
    );
    const roles = await this.unitOfWork.run(organizationId, (manager) => rolesOf(manager, organizationId));
    const names = new Map(roles.map(({ id, name }) => [id, name]));
    const now = this.clock.now();
    const data = rows.map((invitation) => toView(invitation, names.get(invitation.role) ?? 'deleted', now));
    return { data, ...cursors };
  }
}
