import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import type { ActionSpec } from '../../../platform/context/action-spec';
import type { ApprovalView } from '../../approvals/approvals.contract';
import { Approvals } from '../../approvals/approvals.requests';
import { UnitOfWork, type Changes } from '../../audit/audit.unit-of-work';
import { membersHolding } from '../../members/members.holders';
import { termsOf, type Policy } from '../policy/policy';
import { changeDraft } from '../policy/policy-event';
import { PolicyAftermath } from '../policy/policy-aftermath';
import { lockPolicy, queryOf, savePolicy } from '../policy/save-policy';
import { meansTheSame } from '../policy/weakenings';
import { retentionActions } from '../retention.actions';
import { ChangeMails } from './change-mails';
import { CHANGE_KIND, endChange, MANAGE, waitingChange, type PolicyChange } from './change-store';

type Ended = 'made' | 'lapsed' | 'overtaken';

const ACTION: Record<Ended, ActionSpec> = {
  made: retentionActions['retention_policy.changed'],
  lapsed: retentionActions['retention_policy.change_lapsed'],
  overtaken: retentionActions['retention_policy.change_overtaken'],
};

interface Waiting {
  readonly organizationId: string;
  readonly change: PolicyChange;
  readonly approval: ApprovalView;
  readonly before: Policy;
}

/** Makes a change whose day has come, or says why it no longer can be: exactly once, however often it is asked. */
@Injectable()
export class ChangeApplication {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly approvals: Approvals,
    private readonly mails: ChangeMails,
    private readonly aftermath: PolicyAftermath,
    private readonly clock: Clock,
  ) {}

  /** Null when there is nothing to do yet, or any more. */
  async run(organizationId: string, id: string): Promise<Ended | null> {
    const ended = await this.unitOfWork.systemChanges(organizationId, (manager) =>
      this.#end(manager, organizationId, id),
    );
    if (ended === 'made') await this.aftermath.of(organizationId);
    if (ended) this.mails.deliverSoon();
    return ended;
  }

  /** The organization first, as whoever asks, agrees or withdraws has it; then nothing of all this changes any more. */
  async #end(manager: EntityManager, organizationId: string, id: string): Promise<Changes<Ended | null>> {
    await manager.query('SELECT id FROM organizations WHERE id = $1 FOR UPDATE', [organizationId]);
    const query = queryOf(manager);
    const change = await waitingChange(query, organizationId, { lock: true });
    if (change?.id !== id) return NOTHING;
    const approval = (await this.approvals.of(manager, organizationId, CHANGE_KIND, [id])).get(id);
    if (!approval) return NOTHING;
    const lapsed = approval.state === 'lapsed';
    if (!lapsed && !(await this.approvals.ready(manager, organizationId, CHANGE_KIND, id))) return NOTHING;
    const before = await lockPolicy(query, organizationId, this.clock.now());
    const waiting = { organizationId, change, approval, before };
    if (lapsed) return this.#close(manager, waiting, 'lapsed', 'nobody agreed within seven days');
    const obstacle = await obstacleTo(manager, waiting);
    if (obstacle !== null) return this.#close(manager, waiting, 'overtaken', obstacle);
    await savePolicy(query, organizationId, before, termsOf(change.policy), {
      changedBy: approval.requested_by,
      approvedBy: approval.decided_by,
      reason: change.reason,
      at: this.clock.now(),
    });
    return this.#close(manager, waiting, 'made', null);
  }

  async #close(
    manager: EntityManager,
    { organizationId, change, approval, before }: Waiting,
    end: Ended,
    obstacle: string | null,
  ): Promise<Changes<Ended>> {
    const { id, reason, weakens, policy } = change;
    await endChange(queryOf(manager), organizationId, id, end, this.clock.now());
    if (end !== 'lapsed') await this.approvals.close(manager, organizationId, CHANGE_KIND, id);
    await this.mails.ended(manager, organizationId, approval, end);
    const { requested_by, decided_by: approved_by, what } = approval;
    const details = { change_id: id, what, reason, requested_by, approved_by, weakenings: weakens.length };
    const event = {
      ...changeDraft(organizationId, before, termsOf(policy), details),
      ...(obstacle === null ? {} : { outcome: 'failure' as const, outcome_reason: obstacle }),
    };
    return { result: end, events: [{ spec: ACTION[end], event }] };
  }
}

const NOTHING: Changes<null> = { result: null, events: [] };

/** What was agreed to, by those who still may: else it has to be asked for again. */
async function obstacleTo(
  manager: EntityManager,
  { organizationId, change, approval, before }: Waiting,
): Promise<string | null> {
  if (!meansTheSame(termsOf(change.base), before, termsOf(change.policy)))
    return 'the policy in force has changed since, and this would make something else weaker than what was agreed to';
  const holders = await membersHolding(manager, organizationId, MANAGE);
  const mayStill = (id: string): boolean => holders.some(({ accountId }) => accountId === id);
  const { requested_by: asked, decided_by: agreed } = approval;
  return [asked, ...(agreed ? [agreed] : [])].every(({ id }) => mayStill(id))
    ? null
    : 'whoever asked for it, or agreed to it, may no longer change the policy';
}
