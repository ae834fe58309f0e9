import { Inject, Injectable } from '@nestjs/common';
import { currentPrincipal } from '../../../platform/context/request-context';
import { notFound } from '../../../platform/errors/daybook-error';
import { newestFirst, type PageQueryDto, type Slice } from '../../../platform/http/page';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import type { Page } from '../../audit/audit.contract';
import { AuditRecorder } from '../../audit/audit.recorder';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import type { PurgeDetail, PurgeView } from '../retention.contract';
import { PURGE_COLUMNS, PURGES, toView, type PurgeRow } from './purge-row';

/** What was purged from the organization that the caller is bound to, the latest date first. */
@Injectable()
export class PurgeHistory {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly recorder: AuditRecorder,
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'secret'>,
  ) {}

  async page(query: PageQueryDto): Promise<Page<PurgeView>> {
    const { organizationId } = currentPrincipal();
    const scope = `purges/${organizationId}`;
    const { rows, ...cursors } = await newestFirst(query, this.settings.secret, scope, (slice) =>
      this.#fetch(organizationId, slice),
    );
    return { data: rows.map(toView), ...cursors };
  }

  /** One purge with all its ranges. @throws DaybookError `purge.not_found` */
  async one(date: string): Promise<PurgeDetail> {
    const { organizationId } = currentPrincipal();
    this.recorder.describe({ resource: { type: 'purge', id: date } });
    const rows: (PurgeRow & { ranges: string })[] = await this.unitOfWork.run(organizationId, (manager) =>
      manager.query(
        `SELECT ${PURGE_COLUMNS}, p.ranges FROM ${PURGES} WHERE p.organization_id = $1 AND p.expires_on = $2`,
        [organizationId, date],
      ),
    );
    const [row] = rows;
    if (!row) throw notFound('purge');
    return { ...toView(row), ranges: JSON.parse(row.ranges) as [number, number][] };
  }

  /** The date names a purge, so it takes the place of an id. */
  #fetch(organizationId: string, { id, order, take }: Slice): Promise<PurgeRow[]> {
    const edge = id ? `AND p.expires_on ${order === 'ASC' ? '>' : '<'} $3::date` : '';
    return this.unitOfWork.run(organizationId, (manager) =>
      manager.query(
        `SELECT ${PURGE_COLUMNS} FROM ${PURGES} WHERE p.organization_id = $1 ${edge} ORDER BY p.expires_on ${order} LIMIT $2`,
        [organizationId, take, ...(id ? [id.value] : [])],
      ),
    );
  }
}
