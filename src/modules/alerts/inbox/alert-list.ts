import { Inject, Injectable } from '@nestjs/common';
import { currentPrincipal } from '../../../platform/context/request-context';
import { notFound } from '../../../platform/errors/daybook-error';
import { newestFirst } from '../../../platform/http/page';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { AuditRecorder } from '../../audit/audit.recorder';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import type { AlertPage, AlertView } from '../alerts.contract';
import type { AlertQueryDto } from './alert.dto';
import { Alert } from './alert.entity';
import { referTo } from './alert.presenter';
import { AlertViews } from './alert-views';

/** The inbox, newest first. */
@Injectable()
export class AlertList {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly views: AlertViews,
    private readonly recorder: AuditRecorder,
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'secret'>,
  ) {}

  async page(query: AlertQueryDto): Promise<AlertPage> {
    const { organizationId } = currentPrincipal();
    const { state, rule, severity, assignee } = query;
    const where = {
      organizationId,
      ...(state === undefined ? {} : { state }),
      ...(rule === undefined ? {} : { ruleId: rule }),
      ...(severity === undefined ? {} : { severity }),
      ...(assignee === undefined ? {} : { assigneeId: assignee }),
    };
    const { rows, ...cursors } = await newestFirst(
      query,
      this.settings.secret,
      `alerts of ${organizationId} by ${JSON.stringify([state, rule, severity, assignee])}`,
      ({ id, order, take }) =>
        this.unitOfWork.run(organizationId, (manager) =>
          manager.find(Alert, { where: { ...where, ...(id ? { id } : {}) }, order: { id: order }, take }),
        ),
    );
    return { data: await this.views.of(organizationId, rows), ...cursors };
  }

  /** @throws DaybookError `alert.not_found` */
  async one(id: string): Promise<AlertView> {
    const { organizationId } = currentPrincipal();
    const alert = await this.unitOfWork.run(organizationId, (manager) =>
      manager.findOneBy(Alert, { organizationId, id }),
    );
    if (!alert) throw notFound('alert');
    this.recorder.describe({ resource: referTo(alert) });
    const [view] = await this.views.of(organizationId, [alert]);
    return view as AlertView;
  }
}
