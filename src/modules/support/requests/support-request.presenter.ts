import type { Row } from '../../../platform/database/row';
import type { ExportStanding } from '../../exports/exports.standing';
import { clocksOf, requestState } from '../deadlines/clocks';
import { grantState } from '../grants/grant-state';
import type {
  SupportMessageView,
  SupportProposal,
  SupportRequestSummary,
  SupportRequestView,
} from '../support.contract';
import type { SupportGrant } from '../storage/support-grant.entity';
import type { SupportMessage } from '../storage/support-message.entity';
import type { SupportRequest } from '../storage/support-request.entity';

/** Who looks: the organization learns which export is theirs, support only how far it is. */
export type Viewer = 'organization' | 'support';

/** What `summaryOf` needs: a request, or its line of the operators' list. */
export type Summarized = Pick<
  Row<SupportRequest>,
  | 'id'
  | 'number'
  | 'origin'
  | 'kind'
  | 'requestedBy'
  | 'createdAt'
  | 'firstAnswerDueAt'
  | 'firstAnsweredAt'
  | 'dueAt'
  | 'deliveredAt'
  | 'closedAt'
>;

export const summaryOf = (request: Summarized, now: Date): SupportRequestSummary => ({
  id: request.id,
  number: request.number,
  origin: request.origin,
  kind: request.kind,
  state: requestState(request),
  requested_by: request.requestedBy,
  created_at: request.createdAt.toISOString(),
  ...clocksOf(request, now),
  closed_at: request.closedAt?.toISOString() ?? null,
});

export const viewOf = (
  request: Row<SupportRequest>,
  proposal: SupportProposal | null,
  now: Date,
): SupportRequestView => ({
  ...summaryOf(request, now),
  trying_to: request.tryingTo,
  workspace: request.workspace,
  record: request.record,
  wanted: request.wanted,
  closed_by: request.closedBy,
  feedback: request.feedback,
  proposal,
});

export function proposalOf(
  grant: Row<SupportGrant>,
  standing: ExportStanding | undefined,
  viewer: Viewer,
  now: Date,
): SupportProposal {
  const known = viewer === 'organization' && grant.exportId !== null ? { id: grant.exportId } : {};
  return {
    id: grant.id,
    state: grantState(grant, now, standing),
    format: grant.format,
    query: grant.query,
    filter: grant.filter,
    time_zone: grant.timeZone,
    reason: grant.reason,
    proposed_by: grant.proposedBy,
    proposed_at: grant.proposedAt.toISOString(),
    lapses_at: grant.lapsesAt.toISOString(),
    decided_by: grant.decidedBy,
    decided_at: grant.decidedAt?.toISOString() ?? null,
    usable_until: grant.usableUntil?.toISOString() ?? null,
    used_by: grant.usedBy,
    used_at: grant.usedAt?.toISOString() ?? null,
    export: standing ? { ...known, state: standing.state, percent: standing.percent } : null,
  };
}

export const messageView = ({ id, author, text, createdAt }: Row<SupportMessage>): SupportMessageView => ({
  id,
  author,
  text,
  created_at: createdAt.toISOString(),
});
