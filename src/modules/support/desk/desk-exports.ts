import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import type { Row } from '../../../platform/database/row';
import { conflict } from '../../../platform/errors/daybook-error';
import { ExportRequests } from '../../exports/exports.requests';
import { grantState } from '../grants/grant-state';
import { grantEvent } from '../grants/new-grant';
import { started } from '../mails/news';
import { SupportMails } from '../mails/support-mails';
import { askingPerson } from '../requests/support-person';
import { proposalOf } from '../requests/support-request.presenter';
import { newestGrant, requireNotClosed } from '../storage/find-request';
import { SupportGrant } from '../storage/support-grant.entity';
import type { SupportProposal } from '../support.contract';
import { DeskChanges } from './desk-changes';

/** The one thing that an approval allows: to start what was approved, once. The file is the organization's alone. */
@Injectable()
export class DeskExports {
  constructor(
    private readonly desk: DeskChanges,
    private readonly requests: ExportRequests,
    private readonly mails: SupportMails,
    private readonly clock: Clock,
  ) {}

  /** @throws DaybookError `support_grant.not_approved`, `support_request.closed` */
  async start(id: string): Promise<SupportProposal> {
    const { organizationId, exportId, view } = await this.desk.change(id, async (manager, request) => {
      requireNotClosed(request);
      const { organizationId } = request;
      const grant = requireApproved(await newestGrant(manager, request), this.clock.now());
      const usedBy = askingPerson();
      const row = await this.requests.insert(manager, {
        organizationId,
        format: grant.format,
        query: grant.query,
        timeZone: grant.timeZone,
        requestedBy: usedBy,
        origin: 'support',
      });
      const used = { state: 'building', usedBy, usedAt: this.clock.now(), exportId: row.id } as const;
      await manager.update(SupportGrant, { organizationId, id: grant.id }, used);
      await this.mails.tell(manager, request, started(grant, usedBy), ['requester', 'approvers']);
      const after = { ...grant, ...used };
      const standing = { state: row.state, percent: 0, finishedAt: null, failure: null };
      const view = proposalOf(after, standing, 'support', this.clock.now());
      return { result: { organizationId, exportId: row.id, view }, event: grantEvent(request, after) };
    });
    await this.requests.enqueue(organizationId, exportId);
    this.mails.deliverSoon();
    return view;
  }
}

/** By the clock, whatever the row says. */
function requireApproved(grant: Row<SupportGrant> | null, now: Date): Row<SupportGrant> {
  const state = grant && grantState(grant, now);
  if (grant && state === 'approved') return grant;
  throw conflict(
    'support_grant.not_approved',
    state === null
      ? 'Nothing has been approved. Propose an export first.'
      : `The newest proposal is ${state}: only one that is approved can be started, within four hours.`,
  );
}
