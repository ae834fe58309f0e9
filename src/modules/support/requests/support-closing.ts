import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import type { Row } from '../../../platform/database/row';
import { conflict } from '../../../platform/errors/daybook-error';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { closed } from '../mails/news';
import { SupportMails } from '../mails/support-mails';
import { lockVisible, referTo } from '../storage/find-request';
import { SupportGrant } from '../storage/support-grant.entity';
import { SupportRequest } from '../storage/support-request.entity';
import type { SupportRequestDetails } from '../support.contract';
import { askingPerson } from './support-person';
import { SupportViews } from './support-views';

/** How the customer ends a request, says whether it helped (S3-23), and takes it up again. */
@Injectable()
export class SupportClosing {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly views: SupportViews,
    private readonly mails: SupportMails,
    private readonly clock: Clock,
  ) {}

  /** @throws DaybookError `support_request.closed` */
  async close(id: string): Promise<SupportRequestDetails> {
    const view = await this.unitOfWork.change(async (manager) => {
      const before = await lockVisible(manager, id);
      if (before.closedAt !== null)
        throw conflict('support_request.closed', 'This request is closed already.');
      const { request, withdrawn } = await this.#close(manager, before);
      return {
        result: await this.views.details(manager, request, 'organization'),
        event: { resource: referTo(request), details: { proposals_withdrawn: withdrawn } },
      };
    });
    this.mails.deliverSoon();
    return view;
  }

  /** The deadlines stay what they were. @throws DaybookError `support_request.not_closed` */
  async reopen(id: string): Promise<void> {
    await this.unitOfWork.change(async (manager) => {
      const request = await lockVisible(manager, id);
      if (request.closedAt === null)
        throw conflict('support_request.not_closed', 'This request is not closed.');
      const { organizationId } = request;
      await manager.update(SupportRequest, { organizationId, id }, { closedAt: null, closedBy: null });
      return { result: undefined, event: { resource: referTo(request) } };
    });
  }

  /** "Did this help?" Whatever the answer, the request is closed with it; said again, it counts instead. */
  async answer(id: string, helped: boolean, comment: string | null): Promise<SupportRequestDetails> {
    const view = await this.unitOfWork.change(async (manager) => {
      const before = await lockVisible(manager, id);
      const { organizationId } = before;
      const given_at = this.clock.now().toISOString();
      const feedback = { helped, comment, given_at, given_by: askingPerson() };
      await manager.update(SupportRequest, { organizationId, id }, { feedback });
      const after = before.closedAt === null ? (await this.#close(manager, before)).request : before;
      const earlier = before.feedback ? { helped: before.feedback.helped } : null;
      return {
        result: await this.views.details(manager, { ...after, feedback }, 'organization'),
        event: { resource: referTo(before), changes: { before: earlier, after: { helped } } },
      };
    });
    this.mails.deliverSoon();
    return view;
  }

  /** What was proposed or approved for it ends with it; what is being built is stopped by revoking alone. */
  async #close(
    manager: EntityManager,
    before: Row<SupportRequest>,
  ): Promise<{ request: Row<SupportRequest>; withdrawn: number }> {
    const { organizationId, id } = before;
    const request = { ...before, closedAt: this.clock.now(), closedBy: askingPerson() };
    const { closedAt, closedBy } = request;
    await manager.update(SupportRequest, { organizationId, id }, { closedAt, closedBy });
    const { affected } = await manager.update(
      SupportGrant,
      { organizationId, requestId: id, state: In(['proposed', 'approved']) },
      { state: 'withdrawn' },
    );
    await this.mails.tell(manager, request, closed(askingPerson()), ['requester', 'operators']);
    return { request, withdrawn: affected ?? 0 };
  }
}
