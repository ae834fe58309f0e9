import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { EventDraft } from '../../../platform/context/request-record';
import type { Row } from '../../../platform/database/row';
import { conflict } from '../../../platform/errors/daybook-error';
import { askingPerson } from '../requests/support-person';
import { newestGrant, referTo } from '../storage/find-request';
import { SupportGrant } from '../storage/support-grant.entity';
import type { SupportRequest } from '../storage/support-request.entity';
import { meaningOf, said, type ExportWish } from './export-wish';
import { grantState, isOpen, TO_APPROVE_MS } from './grant-state';

export interface ProposalAsk extends ExportWish {
  readonly reason: string;
}

/** Stores a proposal of a request that is locked. @throws DaybookError `support_grant.open` while there is another */
export async function insertGrant(
  manager: EntityManager,
  request: Row<SupportRequest>,
  ask: ProposalAsk,
  zone: string,
  now: Date,
): Promise<Row<SupportGrant>> {
  await makeRoom(manager, request, now);
  const { format: _, ...filter } = said(ask);
  const grant: Row<SupportGrant> = {
    organizationId: request.organizationId,
    id: uuidv7(),
    requestId: request.id,
    format: ask.format,
    query: meaningOf(ask, zone, now),
    filter,
    timeZone: ask.query?.tz ?? zone,
    reason: ask.reason,
    proposedBy: askingPerson(),
    proposedAt: now,
    lapsesAt: new Date(now.getTime() + TO_APPROVE_MS),
    state: 'proposed',
    decidedBy: null,
    decidedAt: null,
    usableUntil: null,
    usedBy: null,
    usedAt: null,
    exportId: null,
  };
  await manager.insert(SupportGrant, grant);
  return grant;
}

/** What the clock has ended gives way, also if no sweeper has been there. */
async function makeRoom(manager: EntityManager, request: Row<SupportRequest>, now: Date): Promise<void> {
  const before = await newestGrant(manager, request);
  if (!before || !isOpen(before.state)) return;
  const state = grantState(before, now);
  if (isOpen(state))
    throw conflict(
      'support_grant.open',
      'There is a proposal already. Withdraw it, or wait for what becomes of it.',
    );
  const { organizationId, id } = before;
  await manager.update(SupportGrant, { organizationId, id }, { state });
}

/** What the log says of a grant: everything that was proposed, so that the approval is evidence by itself. */
export const grantEvent = (request: Row<SupportRequest>, grant: Row<SupportGrant>): EventDraft => ({
  resource: referTo(request),
  subject: request.record,
  related: [
    { type: 'support_grant', id: grant.id },
    ...(grant.exportId === null ? [] : [{ type: 'export', id: grant.exportId }]),
  ],
  details: {
    format: grant.format,
    query: grant.query,
    time_zone: grant.timeZone,
    reason: grant.reason,
    proposed_by: grant.proposedBy.name ?? grant.proposedBy.email ?? grant.proposedBy.id,
  },
});
