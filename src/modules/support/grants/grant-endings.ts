import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import type { ActionSpec } from '../../../platform/context/action-spec';
import type { EventDraft } from '../../../platform/context/request-record';
import type { Row } from '../../../platform/database/row';
import type { Changes } from '../../audit/audit.unit-of-work';
import { exportStandings, type ExportStanding } from '../../exports/exports.standing';
import { delivered, failed, over } from '../mails/news';
import { SupportMails } from '../mails/support-mails';
import { newestGrant } from '../storage/find-request';
import { SupportGrant } from '../storage/support-grant.entity';
import { SupportRequest } from '../storage/support-request.entity';
import { supportActions } from '../support.actions';
import { grantState } from './grant-state';
import { grantEvent } from './new-grant';

interface Ended {
  readonly request: Row<SupportRequest>;
  readonly events: Changes<unknown>['events'];
}

const EVERYBODY = ['requester', 'approvers', 'operators'] as const;

/** Writes down what the clock, or the end of its export, has made of the newest grant of a request that is locked. */
@Injectable()
export class GrantEndings {
  constructor(
    private readonly mails: SupportMails,
    private readonly clock: Clock,
  ) {}

  async of(manager: EntityManager, request: Row<SupportRequest>): Promise<Ended> {
    const grant = await newestGrant(manager, request);
    if (!grant) return { request, events: [] };
    const standing = await this.#standing(manager, grant);
    const state = grantState(grant, this.clock.now(), standing);
    if (state === grant.state) return { request, events: [] };
    const { organizationId, id } = grant;
    await manager.update(SupportGrant, { organizationId, id }, { state });
    if (state === 'delivered') return this.#delivered(manager, request, grant, standing);
    if (state === 'failed') return this.#failed(manager, request, grant, standing);
    await this.mails.tell(manager, request, over(grant), ['approvers', 'operators']);
    const why =
      state === 'lapsed' ? 'nobody approved it within 12 hours' : 'support did not use it within 4 hours';
    return ended(request, 'support_grant.lapsed', grantEvent(request, grant), { details: { why } });
  }

  async #delivered(
    manager: EntityManager,
    before: Row<SupportRequest>,
    grant: Row<SupportGrant>,
    standing: ExportStanding | undefined,
  ): Promise<Ended> {
    const { organizationId, id } = before;
    const deliveredAt = before.deliveredAt ?? standing?.finishedAt ?? this.clock.now();
    await manager.update(SupportRequest, { organizationId, id }, { deliveredAt });
    const request = { ...before, deliveredAt };
    await this.mails.tell(manager, request, delivered(), EVERYBODY);
    return ended(request, 'support_export.delivered', grantEvent(request, grant), {});
  }

  async #failed(
    manager: EntityManager,
    request: Row<SupportRequest>,
    grant: Row<SupportGrant>,
    standing: ExportStanding | undefined,
  ): Promise<Ended> {
    await this.mails.tell(manager, request, failed(), ['approvers', 'operators']);
    const outcome_reason = standing?.failure ?? 'it was cancelled in the organization';
    const how = { outcome: 'failure', outcome_reason } as const;
    return ended(request, 'support_export.failed', grantEvent(request, grant), how);
  }

  async #standing(manager: EntityManager, grant: Row<SupportGrant>): Promise<ExportStanding | undefined> {
    const { organizationId, exportId } = grant;
    if (exportId === null) return undefined;
    return (await exportStandings(manager, organizationId, [exportId], this.clock.now())).get(exportId);
  }
}

function ended(
  request: Row<SupportRequest>,
  action: keyof typeof supportActions,
  event: EventDraft,
  more: EventDraft,
): Ended {
  const spec: ActionSpec = supportActions[action];
  return {
    request,
    events: [{ spec, event: { ...event, ...more, details: { ...event.details, ...more.details } } }],
  };
}
