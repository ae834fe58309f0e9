import { Inject, Injectable } from '@nestjs/common';
import { IsNull, Not, type FindOptionsWhere } from 'typeorm';
import { currentPrincipal } from '../../../platform/context/request-context';
import { DaybookError, notFound } from '../../../platform/errors/daybook-error';
import { newestFirst } from '../../../platform/http/page';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { Approvals } from '../../approvals/approvals.requests';
import type { WireCount } from '../../audit/audit.counts.contract';
import { AuditRecorder } from '../../audit/audit.recorder';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { holds } from '../../organizations/organizations.permissions';
import { HeldCounts } from '../holds.counts';
import type { LegalHoldDetail, LegalHoldPage } from '../holds.contract';
import type { HoldListDto } from '../http/legal-hold.dto';
import { HOLD_RELEASE } from '../releasing/release-kind';
import { LegalHold, referTo } from '../storage/legal-hold.entity';
import { toView } from './hold-view';

/** The holds of the organization that asks, the released ones too. */
@Injectable()
export class HoldList {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly approvals: Approvals,
    private readonly counts: HeldCounts,
    private readonly recorder: AuditRecorder,
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'secret'>,
  ) {}

  async page(query: HoldListDto): Promise<LegalHoldPage> {
    const { organizationId } = currentPrincipal();
    const { state } = query;
    const { rows, ...cursors } = await newestFirst(
      query,
      this.settings.secret,
      `legal holds of ${organizationId}, ${state ?? 'all'}`,
      ({ id, order, take }) =>
        this.unitOfWork.run(organizationId, (manager) =>
          manager.find(LegalHold, {
            where: { organizationId, ...ofState(state), ...(id ? { id } : {}) },
            order: { id: order },
            take,
          }),
        ),
    );
    const releases = await this.#releases(rows.map(({ id }) => id));
    return { data: rows.map((row) => toView(row, releases.get(row.id) ?? null)), ...cursors };
  }

  /** @throws DaybookError `legal_hold.not_found` */
  async one(id: string): Promise<LegalHoldDetail> {
    const principal = currentPrincipal();
    const { organizationId } = principal;
    const hold = await this.unitOfWork.run(organizationId, (manager) =>
      manager.findOneBy(LegalHold, { organizationId, id }),
    );
    if (!hold) throw notFound('legal hold');
    this.recorder.describe({ resource: referTo(hold) });
    const view = toView(hold, (await this.#releases([id])).get(id) ?? null);
    const counted = view.released_at === null && holds(principal, 'audit:read');
    return { ...view, events: counted ? await this.#matching(hold) : null };
  }

  /** The hold is what matters: where it cannot be counted in time, it is shown without. */
  #matching({ organizationId, query }: LegalHold): Promise<WireCount | null> {
    return this.counts.matching(organizationId, query).catch((error: unknown) => {
      if (error instanceof DaybookError) return null;
      throw error;
    });
  }

  #releases(ids: readonly string[]): ReturnType<Approvals['of']> {
    const { organizationId } = currentPrincipal();
    return this.unitOfWork.run(organizationId, (manager) =>
      this.approvals.of(manager, organizationId, HOLD_RELEASE, ids),
    );
  }
}

function ofState(state: HoldListDto['state']): FindOptionsWhere<LegalHold> {
  if (state === undefined) return {};
  return { releasedAt: state === 'released' ? Not(IsNull()) : IsNull() };
}
