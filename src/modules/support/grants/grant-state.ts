import type { Row } from '../../../platform/database/row';
import type { ExportStanding } from '../../exports/exports.standing';
import type { GrantState } from '../support.contract';
import type { SupportGrant } from '../storage/support-grant.entity';

const HOUR_MS = 3_600_000;
/** How long an Owner may take to approve, and support to use what was approved. */
export const TO_APPROVE_MS = 12 * HOUR_MS;
export const TO_USE_MS = 4 * HOUR_MS;

/** What still waits for somebody; a request has one such grant at most. */
const OPEN: readonly GrantState[] = ['proposed', 'approved', 'building'];
export const isOpen = (state: GrantState): boolean => OPEN.includes(state);

/** The state at this moment: the clock ends what nobody did in time, whether or not a sweeper has said so since. */
export function grantState(
  { state, lapsesAt, usableUntil }: Pick<Row<SupportGrant>, 'state' | 'lapsesAt' | 'usableUntil'>,
  now: Date,
  standing?: ExportStanding,
): GrantState {
  if (state === 'proposed') return now >= lapsesAt ? 'lapsed' : state;
  if (state === 'approved') return usableUntil === null || now >= usableUntil ? 'expired' : state;
  if (state === 'building' && standing) return builtState(standing);
  return state;
}

/** A file that was finished is delivered, also when it has been removed or has expired since. */
function builtState({ state, finishedAt }: ExportStanding): GrantState {
  if (state === 'finished' || (state === 'expired' && finishedAt !== null)) return 'delivered';
  return state === 'pending' || state === 'running' ? 'building' : 'failed';
}
