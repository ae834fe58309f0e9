import { Injectable } from '@nestjs/common';
import { Clock, DAY_MS } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import { Approvals } from '../../approvals/approvals.requests';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { lockStanding } from '../../members/members.standing';
import { LegalHold, referTo } from '../storage/legal-hold.entity';
import { lockedHold } from '../storage/locked-hold';
import { DueReleases } from './due-releases';
import { HOLD_RELEASE } from './release-kind';

const ALONE_WAIT_MS = 2 * DAY_MS;

/** Asking for the end of a hold, agreeing to it, refusing it. Whoever changes roles waits, and so do these for each other. */
@Injectable()
export class HoldReleases {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly approvals: Approvals,
    private readonly due: DueReleases,
    private readonly clock: Clock,
  ) {}

  /** The hold stays in force until somebody else agrees; where there is nobody else, for 48 hours. */
  async request(id: string, reason: string): Promise<void> {
    await this.unitOfWork.change(async (manager) => {
      const { organizationId } = await lockStanding(manager);
      const hold = await lockedHold(manager, organizationId, id);
      const approval = await this.approvals.request(manager, {
        kind: HOLD_RELEASE,
        resourceId: id,
        what: `release the legal hold ${hold.name}`,
        reason,
        permission: 'holds:manage',
        aloneWaitMs: ALONE_WAIT_MS,
      });
      await manager.update(LegalHold, { organizationId, id }, { releaseAskedAt: this.clock.now() });
      const { second_person_required, not_before } = approval;
      const details = { reason, second_person_required, not_before };
      return { result: undefined, event: { resource: referTo(hold), details } };
    });
    this.approvals.deliverSoon();
  }

  async approve(id: string): Promise<void> {
    const { organizationId } = currentPrincipal();
    await this.unitOfWork.change(async (manager) => {
      await lockStanding(manager);
      const hold = await lockedHold(manager, organizationId, id);
      const { requested_by, reason } = await this.approvals.approve(manager, HOLD_RELEASE, id);
      return { result: undefined, event: { resource: referTo(hold), details: { requested_by, reason } } };
    });
    this.approvals.deliverSoon();
    // What fails here is done by the next sweep, within a minute.
    await this.due.release(organizationId, id).catch(() => undefined);
  }

  /** Takes it back, or refuses it: the hold stays. */
  async withdraw(id: string): Promise<void> {
    await this.unitOfWork.change(async (manager) => {
      const { organizationId } = await lockStanding(manager);
      const hold = await lockedHold(manager, organizationId, id);
      const { state, requested_by } = await this.approvals.withdraw(manager, HOLD_RELEASE, id);
      await manager.update(LegalHold, { organizationId, id }, { releaseAskedAt: null });
      return { result: undefined, event: { resource: referTo(hold), details: { state, requested_by } } };
    });
    this.approvals.deliverSoon();
  }
}
