import type { ApprovalView } from '../../approvals/approvals.contract';
import type { Row } from '../../../platform/database/row';
import type { ErasureState, ErasureView, SubjectErasureView } from '../erasure.contract';
import type { ErasureRow } from './erasure.entity';

type Shared = Omit<ErasureView, 'query'>;

export const erasureView = (row: Row<ErasureRow>, approval: ApprovalView | null): ErasureView => ({
  ...shared(row, approval),
  query: row.asked?.query ?? null,
});

export const subjectErasureView = (
  row: Row<ErasureRow>,
  approval: ApprovalView | null,
): SubjectErasureView => ({
  ...shared(row, approval),
  reference: row.reference ?? '',
  person: row.asked?.person ?? null,
});

function shared(row: Row<ErasureRow>, approval: ApprovalView | null): Shared {
  return {
    id: row.id,
    state: stateOf(row, approval),
    parts: row.parts,
    reason: row.reason,
    requested_by: row.requestedBy,
    requested_at: row.requestedAt.toISOString(),
    events: row.events,
    last_sequence: row.lastSequence,
    range_count: row.rangeCount,
    ranges_sha256: row.rangesSha256,
    approval,
    progress: progressOf(row),
    erased: row.erased,
    skipped: row.skipped,
    event_id: row.eventId,
    started_at: row.startedAt?.toISOString() ?? null,
    finished_at: row.finishedAt?.toISOString() ?? null,
    failure: row.failure,
  };
}

/** Where somebody has to agree and has, only time is left. */
function stateOf(
  { state, skipped, erased, events }: Row<ErasureRow>,
  approval: ApprovalView | null,
): ErasureState {
  if (state === 'done') return sum(skipped) > 0 && erased < events ? 'partly' : 'done';
  if (state !== 'asked') return state;
  if (approval?.state === 'lapsed') return 'lapsed';
  return approval?.second_person_required && approval.state === 'pending' ? 'pending' : 'waiting';
}

/** How many have been looked at; 100 percent only when it is done. */
function progressOf({ state, events, erased, skipped }: Row<ErasureRow>): ErasureView['progress'] {
  const done = erased + sum(skipped);
  if (state === 'done') return { events: done, percent: 100 };
  return { events: done, percent: Math.min(99, events === 0 ? 0 : Math.floor((done / events) * 100)) };
}

const sum = (counts: object): number =>
  Object.values(counts as Record<string, number>).reduce((total, count) => total + count, 0);
