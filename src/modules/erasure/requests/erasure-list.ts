import { Inject, Injectable } from '@nestjs/common';
import { currentPrincipal } from '../../../platform/context/request-context';
import type { Row } from '../../../platform/database/row';
import { notFound } from '../../../platform/errors/daybook-error';
import { newestFirst, type PageQueryDto } from '../../../platform/http/page';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import type { ApprovalView } from '../../approvals/approvals.contract';
import { Approvals } from '../../approvals/approvals.requests';
import type { Page } from '../../audit/audit.contract';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { APPROVAL_KIND, type ErasureKind } from '../erasure.actions';
import { ErasureRow } from '../storage/erasure.entity';
import { rangesOf } from '../storage/erasure-windows';

type View<T> = (row: Row<ErasureRow>, approval: ApprovalView | null) => T;

/** What was asked to be erased, newest first; of either kind. */
@Injectable()
export class ErasureList {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly approvals: Approvals,
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'secret'>,
  ) {}

  async page<T>(kind: ErasureKind, query: PageQueryDto, view: View<T>): Promise<Page<T>> {
    const { organizationId } = currentPrincipal();
    const { rows, ...cursors } = await newestFirst(
      query,
      this.settings.secret,
      `erasures of ${kind} of ${organizationId}`,
      ({ id, order, take }) =>
        this.unitOfWork.run(organizationId, (manager) =>
          manager.find(ErasureRow, {
            where: { organizationId, kind, ...(id ? { id } : {}) },
            order: { id: order },
            take,
          }),
        ),
    );
    const approvals = await this.unitOfWork.run(organizationId, (manager) =>
      this.approvals.of(
        manager,
        organizationId,
        APPROVAL_KIND[kind],
        rows.map(({ id }) => id),
      ),
    );
    return { data: rows.map((row) => view(row, approvals.get(row.id) ?? null)), ...cursors };
  }

  /** @throws DaybookError `erasure.not_found`, the same whether it never was or belongs to somebody else (A1). */
  one<T>(kind: ErasureKind, id: string, view: View<T>): Promise<T & { ranges: [number, number][] | null }> {
    const { organizationId } = currentPrincipal();
    return this.unitOfWork.run(organizationId, async (manager) => {
      const row = await manager.findOneBy(ErasureRow, { organizationId, kind, id });
      if (!row) throw notFound('erasure');
      const approvals = await this.approvals.of(manager, organizationId, APPROVAL_KIND[kind], [id]);
      return {
        ...view(row, approvals.get(id) ?? null),
        ranges: await rangesOf(manager, organizationId, id),
      };
    });
  }
}
