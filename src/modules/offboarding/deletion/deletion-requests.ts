import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock, DAY_MS } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import type { EventDraft } from '../../../platform/context/request-record';
import { oneLine } from '../../../platform/mail/letter';
import { conflict, invalidField, notFound } from '../../../platform/errors/daybook-error';
import { Approvals } from '../../approvals/approvals.requests';
import type { ApprovalView } from '../../approvals/approvals.contract';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import type { OrganizationDeletionView } from '../offboarding.contract';
import { OrganizationDeletion } from '../storage/organization-deletion.entity';
import { Obstacles } from './obstacles';

export const DELETION = 'organization_deletion';
const DELAY_MS = 30 * DAY_MS;

/** Asking that an organization be deleted, agreeing to it, and stopping it. */
@Injectable()
export class DeletionRequests {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly approvals: Approvals,
    private readonly obstacles: Obstacles,
    private readonly clock: Clock,
  ) {}

  /** @throws DaybookError `organization_deletion.not_found` when nobody has asked for it. */
  current(): Promise<OrganizationDeletionView> {
    const { organizationId } = currentPrincipal();
    return this.unitOfWork.run(organizationId, async (manager) => {
      const row = await load(manager, organizationId);
      const approvals = await this.approvals.of(manager, organizationId, DELETION, [row.id]);
      return toView(row, approvals.get(row.id) ?? null);
    });
  }

  /** @throws DaybookError `request.invalid` for another name, `organization.under_hold`, `organization_deletion.exists` */
  async request(name: string, reason: string): Promise<OrganizationDeletionView> {
    const { organizationId, actor, accountId } = currentPrincipal();
    const view = await this.unitOfWork.change(async (manager) => {
      await requireName(manager, organizationId, name);
      await this.obstacles.requireNone(manager, organizationId);
      if (await manager.existsBy(OrganizationDeletion, { organizationId }))
        throw conflict('organization_deletion.exists', 'That has been asked for already.');
      const row = {
        organizationId,
        id: uuidv7(),
        name,
        reason,
        requestedBy: { id: accountId as string, name: actor.name, email: actor.email },
        requestedAt: this.clock.now(),
        state: 'requested' as const,
        lastSequence: null,
        rowsDeleted: '0',
        accounts: [],
      };
      await manager.insert(OrganizationDeletion, row);
      const approval = await this.approvals.request(manager, {
        kind: DELETION,
        resourceId: row.id,
        what: `delete the organization ${oneLine(name)} with everything in it`,
        reason,
        permission: 'organization:delete',
        waitMs: DELAY_MS,
        aloneWaitMs: DELAY_MS,
      });
      return {
        result: toView(row, approval),
        event: eventOf(row, { reason, not_before: approval.not_before }),
      };
    });
    this.approvals.deliverSoon();
    return view;
  }

  async approve(): Promise<OrganizationDeletionView> {
    const { organizationId } = currentPrincipal();
    const view = await this.unitOfWork.change(async (manager) => {
      const row = await load(manager, organizationId);
      const approval = await this.approvals.approve(manager, DELETION, row.id);
      return { result: toView(row, approval), event: eventOf(row, { not_before: approval.not_before }) };
    });
    this.approvals.deliverSoon();
    return view;
  }

  async withdraw(): Promise<void> {
    const { organizationId } = currentPrincipal();
    await this.unitOfWork.change(async (manager) => {
      const row = await load(manager, organizationId, true);
      if (row.state === 'running')
        throw conflict('organization_deletion.running', 'The organization is being deleted: it is too late.');
      const { state } = await this.approvals.withdraw(manager, DELETION, row.id);
      await manager.delete(OrganizationDeletion, { organizationId });
      return { result: undefined, event: eventOf(row, { as: state }) };
    });
    this.approvals.deliverSoon();
  }
}

async function load(
  manager: EntityManager,
  organizationId: string,
  forUpdate = false,
): Promise<OrganizationDeletion> {
  const row = await manager.findOne(OrganizationDeletion, {
    where: { organizationId },
    ...(forUpdate ? { lock: { mode: 'pessimistic_write' } } : {}),
  });
  if (!row) throw notFound('organization deletion');
  return row;
}

async function requireName(manager: EntityManager, organizationId: string, name: string): Promise<void> {
  const [row]: { name: string }[] = await manager.query('SELECT name FROM organizations WHERE id = $1', [
    organizationId,
  ]);
  if (row?.name.normalize('NFC').trim() === name) return;
  throw invalidField('/name', 'is not the name of this organization: type it as it is');
}

const eventOf = (
  { organizationId, name }: Pick<OrganizationDeletion, 'organizationId' | 'name'>,
  details: Record<string, string>,
): EventDraft => ({ resource: { type: 'organization', id: organizationId, name }, details });

const toView = (
  row: Pick<OrganizationDeletion, 'id' | 'name' | 'reason' | 'requestedBy' | 'requestedAt' | 'state'>,
  approval: ApprovalView | null,
): OrganizationDeletionView => ({
  id: row.id,
  name: row.name,
  reason: row.reason,
  requested_by: row.requestedBy,
  requested_at: row.requestedAt.toISOString(),
  state: row.state,
  approval,
});
