import { currentOf } from '../rolling/outcome';
import type { Verification } from '../storage/verification-store';
import type { PastVerification, VerificationResult, VerificationView } from '../verification.contract';

/** From row to wire. */
export function verificationView(row: Verification | null): VerificationView {
  const { list, more } = currentOf(row?.newest, row?.whole);
  const looked = row !== null && (row.newest_at !== null || row.whole_at !== null);
  return {
    state: list.length > 0 ? 'violated' : looked ? 'sound' : 'never',
    newest: past(row?.newest_at, row?.newest),
    whole: past(row?.whole_at, row?.whole),
    running: row && runningOf(row),
    findings: list,
    more_findings: more,
  };
}

function past(at: Date | null | undefined, result: VerificationResult | null | undefined): PastVerification | null {
  if (!at || !result) return null;
  const { findings: _findings, more_findings: _more, ...rest } = result;
  return { at: at.toISOString(), ...rest };
}

function runningOf({ requested_at, walk_started_at, walk, walk_last }: Verification): VerificationView['running'] {
  const since = walk_started_at ?? requested_at;
  if (since === null) return null;
  const through = walk ? walk.next - 1 : 0;
  return {
    since: since.toISOString(),
    through_sequence: through,
    last_sequence: walk_last,
    percent: walk_last ? Math.min(99, Math.floor((100 * through) / walk_last)) : 0,
  };
}
