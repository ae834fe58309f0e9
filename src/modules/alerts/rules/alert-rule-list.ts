import { Inject, Injectable } from '@nestjs/common';
import { currentPrincipal } from '../../../platform/context/request-context';
import { notFound } from '../../../platform/errors/daybook-error';
import { newestFirst, type PageQueryDto } from '../../../platform/http/page';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { AuditRecorder } from '../../audit/audit.recorder';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import type { AlertRulePage, AlertRuleView } from '../alerts.contract';
import { AlertRule } from './alert-rule.entity';
import { referTo, toView } from './alert-rule.presenter';

/** The rules of the organization that asks. */
@Injectable()
export class AlertRuleList {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly recorder: AuditRecorder,
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'secret'>,
  ) {}

  async page(query: PageQueryDto): Promise<AlertRulePage> {
    const { organizationId } = currentPrincipal();
    const { rows, ...cursors } = await newestFirst(
      query,
      this.settings.secret,
      `alert rules of ${organizationId}`,
      ({ id, order, take }) =>
        this.unitOfWork.run(organizationId, (manager) =>
          manager.find(AlertRule, {
            where: { organizationId, ...(id ? { id } : {}) },
            order: { id: order },
            take,
          }),
        ),
    );
    return { data: rows.map(toView), ...cursors };
  }

  async one(id: string): Promise<AlertRuleView> {
    const { organizationId } = currentPrincipal();
    const rule = await this.unitOfWork.run(organizationId, (manager) =>
      manager.findOneBy(AlertRule, { organizationId, id }),
    );
    if (!rule) throw notFound('alert rule');
    this.recorder.describe({ resource: referTo(rule) });
    return toView(rule);
  }
}
