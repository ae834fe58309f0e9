import type { Row } from '../../../platform/database/row';
import type { ApprovalState, ApprovalView } from '../approvals.contract';
import type { ApprovalRow } from '../storage/approval.entity';

export const approvalView = (row: Row<ApprovalRow>, now: Date): ApprovalView => ({
  id: row.id,
  kind: row.kind,
  resource_id: row.resourceId,
  what: row.what,
  reason: row.reason,
  requested_by: row.requestedBy,
  requested_at: row.requestedAt.toISOString(),
  second_person_required: row.secondPerson,
  not_before: row.notBefore.toISOString(),
  lapses_at: row.lapsesAt.toISOString(),
  state: stateOf(row, now),
  decided_by: row.decidedBy,
  decided_at: row.decidedAt?.toISOString() ?? null,
});

/** A request that waits for somebody lapses; one that waits for time alone does not. */
export function stateOf({ state, secondPerson, lapsesAt }: Row<ApprovalRow>, now: Date): ApprovalState {
  return state === 'pending' && secondPerson && lapsesAt <= now ? 'lapsed' : state;
}

/** Agreed to, where somebody has to agree, and waited for: what was asked for is to be done now. */
export const isReady = (
  view: Pick<ApprovalView, 'state' | 'second_person_required' | 'not_before'>,
  now: Date,
): boolean =>
  (view.state === 'approved' || (view.state === 'pending' && !view.second_person_required)) &&
  Date.parse(view.not_before) <= now.getTime();
