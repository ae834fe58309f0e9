import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock, DAY_MS } from '../../platform/clock/clock';
import { currentPrincipal } from '../../platform/context/request-context';
import type { Row } from '../../platform/database/row';
import { conflict, forbidden, notFound } from '../../platform/errors/daybook-error';
import { requirePermission } from '../members/members.access';
import { membersHolding } from '../members/members.holders';
import { lockStanding } from '../members/members.standing';
import type { ApprovalPerson, ApprovalView } from './approvals.contract';
import { ApprovalMails } from './requests/approval-mails';
import { approvalView, isReady, stateOf } from './requests/approval-view';
import { ApprovalRow } from './storage/approval.entity';

/** How long a second person may take. */
const LAPSES_AFTER_MS = 7 * DAY_MS;

export interface ApprovalAsk {
  readonly kind: string;
  readonly resourceId: string;
  /** In words, completing "asks to …": no text of others in it but names. */
  readonly what: string;
  readonly reason: string;
  /** Whoever else holds it may agree. */
  readonly permission: string;
  /** Milliseconds to wait in any case. */
  readonly waitMs?: number;
  /** Milliseconds to wait where there is nobody else who could agree. */
  readonly aloneWaitMs: number;
}

const OPEN = In(['pending', 'approved']);

/**
 * The second person (security.md, "Two-person"). Each feature keeps its own row and asks here; every call is part of the caller's
 * change, whose transaction has entered the organization. Requests and decisions wait for changes of roles and for each other.
 */
@Injectable()
export class Approvals {
  constructor(
    private readonly mails: ApprovalMails,
    private readonly clock: Clock,
  ) {}

  /** Asks in the name of whoever sends the request: a person. @throws DaybookError `approval.exists` */
  async request(manager: EntityManager, ask: ApprovalAsk): Promise<ApprovalView> {
    const standing = await lockStanding(manager);
    const { organizationId } = standing;
    const { kind, resourceId, what, reason, permission, waitMs = 0, aloneWaitMs } = ask;
    await this.#makeRoom(manager, { organizationId, kind, resourceId });
    const holders = await membersHolding(manager, organizationId, permission);
    const secondPerson = holders.some(({ accountId }) => accountId !== standing.accountId);
    const now = this.clock.now();
    const after = (ms: number): Date => new Date(now.getTime() + ms);
    const row: Row<ApprovalRow> = {
      organizationId,
      id: uuidv7(),
      kind,
      resourceId,
      what,
      reason,
      permission,
      requestedBy: caller(),
      requestedAt: now,
      secondPerson,
      notBefore: after(secondPerson ? waitMs : Math.max(waitMs, aloneWaitMs)),
      lapsesAt: after(LAPSES_AFTER_MS),
      state: 'pending',
      decidedBy: null,
      decidedAt: null,
    };
    await manager.insert(ApprovalRow, row);
    const view = approvalView(row, now);
    await this.mails.requested(manager, organizationId, permission, view);
    return view;
  }

  /**
   * Agrees as whoever sends the request.
   * @throws DaybookError `approval.not_found`, `approval.own_request`, `approval.lapsed`, `approval.decided`, `permission.missing`
   */
  async approve(manager: EntityManager, kind: string, resourceId: string): Promise<ApprovalView> {
    const standing = await lockStanding(manager);
    const row = await this.#open(manager, standing.organizationId, kind, resourceId);
    requirePermission(standing, row.permission);
    if (row.requestedBy.id === standing.accountId)
      throw forbidden('approval.own_request', 'Nobody approves their own request: somebody else has to.');
    if (row.state !== 'pending') throw conflict('approval.decided', 'Somebody has agreed to it already.');
    if (stateOf(row, this.clock.now()) === 'lapsed')
      throw conflict(
        'approval.lapsed',
        'Nobody agreed to it within seven days. It has to be asked for again.',
      );
    return this.#end(manager, row, 'approved', caller());
  }

  /**
   * Takes it back, as who asked for it, or refuses it, as somebody who might have agreed. Also after the approval, until it is done.
   * @throws DaybookError `approval.not_found`, `permission.missing`
   */
  async withdraw(manager: EntityManager, kind: string, resourceId: string): Promise<ApprovalView> {
    const standing = await lockStanding(manager);
    const row = await this.#open(manager, standing.organizationId, kind, resourceId);
    const own = row.requestedBy.id === standing.accountId;
    if (!own) requirePermission(standing, row.permission);
    return this.#end(manager, row, own ? 'withdrawn' : 'refused', caller());
  }

  /** It has been carried out, or can no more be: in the transaction that says so. */
  async close(
    manager: EntityManager,
    organizationId: string,
    kind: string,
    resourceId: string,
  ): Promise<void> {
    await manager.update(ApprovalRow, { organizationId, kind, resourceId, state: OPEN }, { state: 'done' });
  }

  /** The newest of each of these, by their ids. */
  async of(
    manager: EntityManager,
    organizationId: string,
    kind: string,
    resourceIds: readonly string[],
  ): Promise<Map<string, ApprovalView>> {
    const rows = await manager.find(ApprovalRow, {
      where: { organizationId, kind, resourceId: In([...resourceIds]) },
      order: { id: 'ASC' },
    });
    const now = this.clock.now();
    return new Map(rows.map((row) => [row.resourceId, approvalView(row, now)]));
  }

  /** Whether what was asked for is to be done now; asked again in the transaction that does it, with its row locked. */
  async ready(
    manager: EntityManager,
    organizationId: string,
    kind: string,
    resourceId: string,
  ): Promise<boolean> {
    const row = await manager.findOne(ApprovalRow, {
      where: { organizationId, kind, resourceId, state: OPEN },
      lock: { mode: 'pessimistic_write' },
    });
    const now = this.clock.now();
    return row !== null && isReady(approvalView(row, now), now);
  }

  /** After the commit. */
  deliverSoon(): void {
    this.mails.deliverSoon();
  }

  /** Of requests to do the same, one waits at a time. One that nobody agreed to in time makes room for the next. */
  async #makeRoom(
    manager: EntityManager,
    where: Pick<ApprovalRow, 'organizationId' | 'kind' | 'resourceId'>,
  ): Promise<void> {
    const open = await manager.findOneBy(ApprovalRow, { ...where, state: OPEN });
    if (!open) return;
    if (stateOf(open, this.clock.now()) !== 'lapsed')
      throw conflict('approval.exists', 'That has been asked for already.');
    const { organizationId, id } = open;
    await manager.update(ApprovalRow, { organizationId, id }, { state: 'lapsed' });
  }

  async #open(
    manager: EntityManager,
    organizationId: string,
    kind: string,
    resourceId: string,
  ): Promise<ApprovalRow> {
    const where = { organizationId, kind, resourceId, state: OPEN };
    const row = await manager.findOne(ApprovalRow, { where, lock: { mode: 'pessimistic_write' } });
    if (!row) throw notFound('approval');
    return row;
  }

  async #end(
    manager: EntityManager,
    row: ApprovalRow,
    state: 'approved' | 'refused' | 'withdrawn',
    decidedBy: ApprovalPerson,
  ): Promise<ApprovalView> {
    const decided = { state, decidedBy, decidedAt: this.clock.now() };
    await manager.update(ApprovalRow, { organizationId: row.organizationId, id: row.id }, decided);
    const view = approvalView({ ...row, ...decided }, this.clock.now());
    await this.mails.decided(manager, row.organizationId, row.permission, view);
    return view;
  }
}

function caller(): ApprovalPerson {
  const { actor, accountId } = currentPrincipal();
  if (accountId === null)
    throw forbidden('session.person_required', 'An API key cannot do this. A person has to sign in.');
  return { id: accountId, name: actor.name, email: actor.email };
}
