import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock, DAY_MS } from '../../../platform/clock/clock';
import { conflict, invalidField, notFound } from '../../../platform/errors/daybook-error';
import type { ApprovalView } from '../../approvals/approvals.contract';
import { Approvals } from '../../approvals/approvals.requests';
import type { PreviewFigures, Weakening } from '../retention.contract';
import { termsView, type PolicyTerms } from '../policy/policy';
import { weakeningsText } from '../policy/policy-words';
import { queryOf } from '../policy/save-policy';
import { ChangeMails } from './change-mails';
import {
  CHANGE_KIND,
  endChange,
  insertChange,
  MANAGE,
  waitingChange,
  type PolicyChange,
} from './change-store';

/** Everybody who could object has a day to see the mail, whoever agreed. */
const WAIT_MS = DAY_MS;

export interface WeakerPolicy {
  readonly base: PolicyTerms;
  readonly terms: PolicyTerms;
  readonly weakens: readonly Weakening[];
  readonly reason: string | null;
  readonly preview: PreviewFigures | null;
}

/** What makes a policy weaker is asked for, agreed to and waited for. Part of the caller's change, which holds the standing. */
@Injectable()
export class ChangeRequests {
  constructor(
    private readonly approvals: Approvals,
    private readonly mails: ChangeMails,
    private readonly clock: Clock,
  ) {}

  /** @throws DaybookError `request.invalid` without a reason, `retention_policy.change_pending` */
  async open(manager: EntityManager, organizationId: string, asked: WeakerPolicy): Promise<ApprovalView> {
    const { base, terms, weakens, preview } = asked;
    const what = weakeningsText(weakens);
    const reason = requireReason(asked.reason, what);
    await this.#requireNone(manager, organizationId);
    const id = uuidv7();
    const waits = { waitMs: WAIT_MS, aloneWaitMs: WAIT_MS };
    const ask = { kind: CHANGE_KIND, resourceId: id, what, reason, permission: MANAGE, ...waits };
    const approval = await this.approvals.request(manager, ask);
    const change = { id, base: termsView(base), policy: termsView(terms), weakens, reason, preview };
    await insertChange(queryOf(manager), organizationId, change, {
      requestedAt: new Date(approval.requested_at),
      notBefore: new Date(approval.not_before),
    });
    await this.mails.asked(manager, organizationId, approval);
    return approval;
  }

  /** The one that waits, locked. @throws DaybookError `retention_policy_change.not_found` */
  async waiting(manager: EntityManager, organizationId: string): Promise<PolicyChange> {
    const change = await waitingChange(queryOf(manager), organizationId, { lock: true });
    if (!change) throw notFound('retention policy change');
    return change;
  }

  /** @throws DaybookError `retention_policy.other_change`, `approval.own_request` and the others of approvals */
  async approve(manager: EntityManager, change: PolicyChange, seen: string): Promise<void> {
    if (change.id !== seen)
      throw conflict(
        'retention_policy.other_change',
        'The change that waits now is another than the one you looked at. Look at it before you agree.',
      );
    await this.approvals.approve(manager, CHANGE_KIND, change.id);
  }

  /** Whoever asked withdraws it, anybody else refuses it: which of the two it was. */
  async withdraw(
    manager: EntityManager,
    organizationId: string,
    { id }: PolicyChange,
  ): Promise<ChangeOutcome> {
    const { state } = await this.approvals.withdraw(manager, CHANGE_KIND, id);
    const outcome = state === 'withdrawn' ? 'withdrawn' : 'refused';
    await endChange(queryOf(manager), organizationId, id, outcome, this.clock.now());
    return outcome;
  }

  /** After the commit. */
  deliverSoon(): void {
    this.approvals.deliverSoon();
  }

  /** What nobody agreed to in time makes room for the next. */
  async #requireNone(manager: EntityManager, organizationId: string): Promise<void> {
    const query = queryOf(manager);
    const other = await waitingChange(query, organizationId, { lock: true });
    if (!other) return;
    const approval = (await this.approvals.of(manager, organizationId, CHANGE_KIND, [other.id])).get(
      other.id,
    );
    if (approval?.state !== 'lapsed')
      throw conflict(
        'retention_policy.change_pending',
        'Another change waits already. Withdraw it first with DELETE /v1/retention-policy/change, or wait until it is made.',
      );
    await endChange(query, organizationId, other.id, 'lapsed', this.clock.now());
  }
}

type ChangeOutcome = 'withdrawn' | 'refused';

function requireReason(reason: string | null, what: string): string {
  if (reason === null)
    throw invalidField('/reason', `is needed, in 10 to 1,000 characters, because this would ${what}`);
  return reason;
}
