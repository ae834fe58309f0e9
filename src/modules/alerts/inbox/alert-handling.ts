import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import type { EventDraft } from '../../../platform/context/request-record';
import type { Row } from '../../../platform/database/row';
import { conflict, invalidField, notFound } from '../../../platform/errors/daybook-error';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { Accounts } from '../../auth/auth.accounts';
import { membersHolding } from '../../members/members.holders';
import { Membership } from '../../organizations/organizations.membership';
import type { AlertView, Doer } from '../alerts.contract';
import type { ClosureDto } from './alert.dto';
import { Alert } from './alert.entity';
import { referTo } from './alert.presenter';
import { AlertViews } from './alert-views';

interface Step {
  readonly after: Row<Alert>;
  readonly event: EventDraft;
}

/** What people do with an alert. Each step is an event, with who took it. */
@Injectable()
export class AlertHandling {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly views: AlertViews,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  /** @throws DaybookError naming the field, for whoever may not read the log; `alert.closed` */
  assign(id: string, memberId: string): Promise<AlertView> {
    return this.#step(id, async (manager, alert) => {
      requireOpen(alert);
      const { id: assigneeId, name: assignee } = await this.#reader(manager, alert.organizationId, memberId);
      const before = await this.#nameOf(manager, alert);
      const by = { assigneeId, assignedAt: this.clock.now(), assignedBy: doer() };
      return {
        after: { ...alert, ...by, state: 'assigned' },
        event: {
          changes: { before: { assignee: before }, after: { assignee } },
          details: { assignee },
        },
      };
    });
  }

  unassign(id: string): Promise<AlertView> {
    return this.#step(id, async (manager, alert) => {
      requireOpen(alert);
      const before = await this.#nameOf(manager, alert);
      const changes = alert.assigneeId ? { before: { assignee: before }, after: { assignee: null } } : null;
      return {
        after: { ...alert, assigneeId: null, assignedAt: null, assignedBy: null, state: 'open' },
        event: { action: 'alert.unassigned', changes, details: { assignee: before ?? 'nobody' } },
      };
    });
  }

  /** Closing what is closed replaces verdict and note; the event keeps what they were. */
  close(id: string, { verdict, note }: ClosureDto): Promise<AlertView> {
    return this.#step(id, (_, alert) => {
      const { state, verdict: before, note: noteBefore } = alert;
      return Promise.resolve({
        after: { ...alert, state: 'closed', closedAt: this.clock.now(), closedBy: doer(), verdict, note },
        event: {
          changes: {
            before: { state, verdict: before, note: noteBefore },
            after: { state: 'closed', verdict, note },
          },
        },
      });
    });
  }

  reopen(id: string): Promise<AlertView> {
    return this.#step(id, (_, alert) => {
      const { state: was, verdict, note } = alert;
      const state = alert.assigneeId === null ? 'open' : 'assigned';
      const changes = was === 'closed' ? { before: { state: was, verdict, note }, after: { state } } : null;
      return Promise.resolve({
        after: { ...alert, state, closedAt: null, closedBy: null, verdict: null, note: null },
        event: { changes },
      });
    });
  }

  async #step(
    id: string,
    work: (manager: EntityManager, alert: Row<Alert>) => Promise<Step>,
  ): Promise<AlertView> {
    const { organizationId } = currentPrincipal();
    const after = await this.unitOfWork.change(async (manager) => {
      const alert = await locked(manager, organizationId, id);
      const step = await work(manager, alert);
      await manager.update(Alert, { organizationId, id }, handled(step.after));
      return { result: step.after, event: { resource: referTo(alert), ...step.event } };
    });
    const [view] = await this.views.of(organizationId, [after]);
    return view as AlertView;
  }

  /** A member by id, or `me`. */
  async #reader(
    manager: EntityManager,
    organizationId: string,
    memberId: string,
  ): Promise<{ id: string; name: string }> {
    const { accountId } = currentPrincipal();
    const readers = await membersHolding(manager, organizationId, 'audit:read');
    const member = readers.find((each) =>
      memberId === 'me' ? each.accountId === accountId : each.id === memberId,
    );
    if (!member)
      throw invalidField('/member_id', 'must be a member of this organization who may read the log');
    return { id: member.id, name: (await this.accounts.person(manager, member.accountId)).name };
  }

  async #nameOf(manager: EntityManager, { organizationId, assigneeId }: Row<Alert>): Promise<string | null> {
    if (assigneeId === null) return null;
    const member = await manager.findOneBy(Membership, { organizationId, id: assigneeId });
    return member ? (await this.accounts.person(manager, member.accountId)).name : 'somebody who has left';
  }
}

/** What people change of an alert; what it counts is the evaluation's. */
function handled(alert: Row<Alert>): Partial<Row<Alert>> {
  const { state, assigneeId, assignedAt, assignedBy, closedAt, closedBy, verdict, note } = alert;
  return { state, assigneeId, assignedAt, assignedBy, closedAt, closedBy, verdict, note };
}

async function locked(manager: EntityManager, organizationId: string, id: string): Promise<Row<Alert>> {
  const lock = { mode: 'pessimistic_write' } as const;
  const alert = await manager.findOne(Alert, { where: { organizationId, id }, lock });
  if (!alert) throw notFound('alert');
  return alert;
}

function requireOpen({ state }: Row<Alert>): void {
  if (state === 'closed') throw conflict('alert.closed', 'This alert is closed. Reopen it first.');
}

function doer(): Doer {
  const { type, id, name } = currentPrincipal().actor;
  return { type, id, name };
}
