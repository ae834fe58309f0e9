import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import type { Row } from '../../../platform/database/row';
import { PLATFORM_LOG_ID } from '../../../platform/database/tenant';
import { conflict, invalidField } from '../../../platform/errors/daybook-error';
import { said } from '../grants/export-wish';
import { grantState } from '../grants/grant-state';
import { grantEvent, insertGrant, type ProposalAsk } from '../grants/new-grant';
import { proposed, withdrawn } from '../mails/news';
import { SupportMails } from '../mails/support-mails';
import { answered } from '../requests/support-messages';
import { askingPerson } from '../requests/support-person';
import { proposalOf, summaryOf } from '../requests/support-request.presenter';
import { newestGrant, requireNotClosed } from '../storage/find-request';
import { insertRequest } from '../storage/new-request';
import { SupportGrant } from '../storage/support-grant.entity';
import type { SupportRequest } from '../storage/support-request.entity';
import { tenantFacts } from '../storage/tenant-facts';
import type { SupportProposal, SupportRequestSummary } from '../support.contract';
import { DeskChanges } from './desk-changes';

export interface UnaskedProposal extends ProposalAsk {
  readonly organization_id: string;
}

export type OpenedRequest = SupportRequestSummary & { readonly proposal: SupportProposal };

/** An operator says exactly which export they want to prepare; an Owner decides. */
@Injectable()
export class DeskProposals {
  constructor(
    private readonly desk: DeskChanges,
    private readonly mails: SupportMails,
    private readonly clock: Clock,
  ) {}

  /** @throws DaybookError `support_grant.open`, `support_request.closed`, or naming what is wrong with the query */
  async propose(id: string, ask: ProposalAsk): Promise<SupportProposal> {
    const view = await this.desk.change(id, async (manager, request) => {
      requireNotClosed(request);
      await answered(manager, request, this.clock.now());
      const { timeZone } = await tenantFacts(manager, request.organizationId);
      const grant = await this.#propose(manager, request, ask, timeZone);
      return { result: this.#shown(grant), event: grantEvent(request, grant) };
    });
    this.mails.deliverSoon();
    return view;
  }

  /** Unasked: the request and its first proposal at once. @throws DaybookError naming `organization_id` */
  async open({ organization_id: organizationId, ...ask }: UnaskedProposal): Promise<OpenedRequest> {
    if (organizationId === PLATFORM_LOG_ID) throw invalidField('/organization_id', 'is no organization');
    const view = await this.desk.in(organizationId, async (manager) => {
      const facts = await tenantFacts(manager, organizationId, { locked: true });
      const given = {
        organizationId,
        origin: 'operator',
        kind: 'export',
        tryingTo: ask.reason,
        workspace: facts.name,
        record: null,
        wanted: said(ask),
        requestedBy: askingPerson(),
      } as const;
      const request = await insertRequest(manager, given, facts, this.clock.now());
      const grant = await this.#propose(manager, request, ask, facts.timeZone);
      const result = { ...summaryOf(request, this.clock.now()), proposal: this.#shown(grant) };
      return { result, event: grantEvent(request, grant) };
    });
    this.mails.deliverSoon();
    return view;
  }

  /** A proposal that nobody has decided on, or an approval that nobody has used. @throws DaybookError `support_grant.over` */
  async withdraw(id: string): Promise<void> {
    await this.desk.change(id, async (manager, request) => {
      const grant = await newestGrant(manager, request);
      const state = grant && grantState(grant, this.clock.now());
      if (!grant || (state !== 'proposed' && state !== 'approved'))
        throw conflict('support_grant.over', 'There is no proposal that could be withdrawn.');
      const { organizationId } = request;
      await manager.update(SupportGrant, { organizationId, id: grant.id }, { state: 'withdrawn' });
      await this.mails.tell(manager, request, withdrawn(askingPerson()), CIRCLES);
      return { result: undefined, event: grantEvent(request, grant) };
    });
    this.mails.deliverSoon();
  }

  async #propose(
    manager: EntityManager,
    request: Row<SupportRequest>,
    ask: ProposalAsk,
    zone: string,
  ): Promise<Row<SupportGrant>> {
    const grant = await insertGrant(manager, request, ask, zone, this.clock.now());
    await this.mails.tell(manager, request, proposed(grant), CIRCLES);
    return grant;
  }

  #shown(grant: Row<SupportGrant>): SupportProposal {
    return proposalOf(grant, undefined, 'support', this.clock.now());
  }
}

const CIRCLES = ['requester', 'approvers'] as const;
