import type { ApprovalView } from '../../approvals/approvals.contract';
import type { Row } from '../../../platform/database/row';
import type { HoldState, LegalHoldView } from '../holds.contract';
import type { LegalHold } from '../storage/legal-hold.entity';
import { rangeOf } from './hold-query';

/** From row to wire. `release` is the newest request to release it. */
export const toView = (hold: Row<LegalHold>, release: ApprovalView | null): LegalHoldView => ({
  id: hold.id,
  name: hold.name,
  reason: hold.reason,
  additions: hold.additions,
  query: hold.filter,
  range: rangeOf(hold.query),
  state: stateOf(hold, release),
  placed_by: hold.placedBy,
  placed_at: hold.placedAt.toISOString(),
  review_on: hold.reviewOn,
  release,
  released_at: hold.releasedAt?.toISOString() ?? null,
  released_by: hold.releasedBy,
  release_reason: hold.releaseReason,
});

function stateOf({ releasedAt }: Row<LegalHold>, release: ApprovalView | null): HoldState {
  if (releasedAt) return 'released';
  return release?.state === 'pending' || release?.state === 'approved' ? 'release_requested' : 'in_force';
}
