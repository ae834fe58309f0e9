import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import type { Row } from '../../../platform/database/row';
import { conflict, forbidden } from '../../../platform/errors/daybook-error';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { cancelExport } from '../../exports/exports.standing';
import { requirePermission } from '../../members/members.access';
import { lockStanding, type Standing } from '../../members/members.standing';
import { approved, refused, revoked } from '../mails/news';
import { SupportMails } from '../mails/support-mails';
import { askingPerson } from '../requests/support-person';
import { SupportViews } from '../requests/support-views';
import { GRANT, lockRequest, newestGrant, requireNotClosed } from '../storage/find-request';
import { SupportGrant } from '../storage/support-grant.entity';
import type { SupportRequest } from '../storage/support-request.entity';
import type { SupportRequestDetails } from '../support.contract';
import { grantState, TO_USE_MS } from './grant-state';
import { grantEvent } from './new-grant';

const CIRCLES = ['requester', 'approvers', 'operators'] as const;

/** Whoever may grant decides: an Owner of the organization, or whom an Owner lets. */
@Injectable()
export class GrantDecisions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly views: SupportViews,
    private readonly mails: SupportMails,
    private readonly clock: Clock,
  ) {}

  /**
   * `proposalId` names what was read: another proposal, made meanwhile, is not approved unseen.
   * @throws DaybookError `support_grant.changed`, `support_grant.not_proposed`, `support_grant.own_proposal`
   */
  async approve(id: string, proposalId: string): Promise<SupportRequestDetails> {
    const view = await this.unitOfWork.change(async (manager) => {
      const { standing, request, grant } = await this.#find(manager, id);
      requireNotClosed(request);
      if (grant?.id !== proposalId) throw changed();
      const now = this.clock.now();
      const state = grantState(grant, now);
      if (state !== 'proposed') throw notProposed(state);
      if (grant.proposedBy.id === standing.accountId) throw ownProposal();
      const by = askingPerson();
      const usableUntil = new Date(now.getTime() + TO_USE_MS);
      const decision = { state: 'approved', decidedBy: by, decidedAt: now, usableUntil } as const;
      await this.#decide(manager, grant, decision);
      await this.mails.tell(manager, request, approved(grant, by, usableUntil), CIRCLES);
      const result = await this.views.details(manager, request, 'organization');
      const event = grantEvent(request, grant);
      const details = { ...event.details, usable_until: usableUntil.toISOString() };
      return { result, event: { ...event, details } };
    });
    this.mails.deliverSoon();
    return view;
  }

  /**
   * Refuses what is proposed, revokes what is approved, and stops what is being built: until the file is released.
   * @throws DaybookError `support_grant.over`, `support_grant.released`
   */
  async refuse(id: string): Promise<void> {
    await this.unitOfWork.change(async (manager) => {
      const { request, grant } = await this.#find(manager, id);
      const now = this.clock.now();
      const state = grant && grantState(grant, now);
      if (!grant || !(state === 'proposed' || state === 'approved' || state === 'building')) throw over();
      if (
        grant.exportId !== null &&
        !(await cancelExport(manager, grant.organizationId, grant.exportId, now))
      )
        throw released();
      const by = askingPerson();
      const next = state === 'proposed' ? 'refused' : 'revoked';
      await this.#decide(manager, grant, { state: next, decidedBy: by, decidedAt: now });
      await this.mails.tell(manager, request, next === 'refused' ? refused(by) : revoked(by), CIRCLES);
      const event = grantEvent(request, grant);
      return { result: undefined, event: { ...event, action: `support_grant.${next}` } };
    });
    this.mails.deliverSoon();
  }

  /** Whoever decides must still be one who may, now that changes of roles wait. */
  async #find(
    manager: EntityManager,
    id: string,
  ): Promise<{ standing: Standing; request: Row<SupportRequest>; grant: Row<SupportGrant> | null }> {
    const standing = await lockStanding(manager);
    requirePermission(standing, GRANT);
    const request = await lockRequest(manager, standing.organizationId, id);
    return { standing, request, grant: await newestGrant(manager, request) };
  }

  async #decide(
    manager: EntityManager,
    { organizationId, id }: Row<SupportGrant>,
    decision: Pick<Row<SupportGrant>, 'state' | 'decidedBy' | 'decidedAt'> & { usableUntil?: Date },
  ): Promise<void> {
    await manager.update(SupportGrant, { organizationId, id }, decision);
  }
}

const changed = (): Error =>
  conflict(
    'support_grant.changed',
    'This is not the proposal that the request has now. Read the request again before you approve.',
  );

const notProposed = (state: string): Error =>
  conflict(
    'support_grant.not_proposed',
    `This proposal is ${state}: there is nothing to approve. Support can propose again.`,
  );

const ownProposal = (): Error =>
  forbidden(
    'support_grant.own_proposal',
    'Nobody approves their own proposal: somebody else of the organization has to.',
  );

const over = (): Error => conflict('support_grant.over', 'There is nothing to refuse or to revoke.');

const released = (): Error =>
  conflict(
    'support_grant.released',
    'The export is over. If there is a file, it can be removed: DELETE /v1/exports/:id.',
  );
