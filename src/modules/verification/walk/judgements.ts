import type { PoolClient } from 'pg';
import type { KeptUntil } from '../checks/kept-until';
import type { AuthorityEvents } from '../facts/authority-events';
import type { LogFacts, PageFacts, PurgedRun } from '../facts/page-facts';
import type { ErasureTestimony, Testimonies, Testimony } from '../facts/testimony';
import type { Findings } from './findings';
import { Leaves } from './leaves';
import type { Claim, PageCheck, Span } from './page-check';
import type { Tally } from './tally';

interface Court {
  readonly testimonies: Testimonies;
  readonly authority: AuthorityEvents;
  readonly span: Span;
  readonly findings: Findings;
  readonly tally: Tally;
}

/** Whether the tombstones of a page have somebody to vouch for them. */
export async function judgeClaims(
  client: PoolClient,
  { testimonies, authority, check, span, findings, tally }: Court & { readonly check: PageCheck },
): Promise<void> {
  const known = new Map<string, ErasureTestimony>();
  for (const claim of check.claims) {
    const { eventId, sequence } = claim;
    const testimony = known.get(eventId) ?? (await testimonies.erasure(client, authority, eventId, span));
    known.set(eventId, testimony);
    const fault = testimony.fault ?? faultOfClaim(claim, testimony);
    if (fault === null) tally.erased(testimony);
    else {
      check.altered.add(sequence);
      findings.ofEvent('not_authorized', sequence, 'erasure', fault);
    }
  }
}

function faultOfClaim(
  { sequence, at, parts }: Claim,
  { windows, at: started, sequence: by }: ErasureTestimony,
): string | null {
  const uncovered = parts.find(
    (part) =>
      !windows.some(
        ({ parts: going, first, last }) => going.includes(part) && first <= sequence && sequence <= last,
      ),
  );
  if (uncovered !== undefined) return `the erasure #${by} was not to take its ${uncovered}`;
  return at === started ? null : `the erasure #${by} is of another moment than is said`;
}

interface PurgeCourt extends Court {
  readonly facts: PageFacts;
  readonly leaves: Leaves;
  readonly log: LogFacts;
  readonly kept: KeptUntil;
}

const NOTHING_GOES = 'no policy that was ever in force lets an event of this log be purged';

/** What purges kept of the events of a page, and whether somebody vouches for them. */
export async function judgePurges(client: PoolClient, court: PurgeCourt): Promise<void> {
  const { testimonies, authority, facts, span, log } = court;
  for (const run of facts.purged) {
    const said = await testimonies.purge(client, authority, run.date, log.now);
    // Daybook completes what a crash left of a purge, and what somebody wrote there, by a real event.
    const testimony = court.kept.letsGo ? said : { ...said, fault: said.fault ?? NOTHING_GOES };
    const last = Math.min(run.last, span.last);
    for (let sequence = Math.max(run.first, span.first); sequence <= last; sequence++)
      judgePurged(court, run, sequence, testimony);
  }
}

function judgePurged(
  { leaves, findings, tally, log }: PurgeCourt,
  run: PurgedRun,
  sequence: number,
  testimony: Testimony,
): void {
  if (leaves.has(sequence)) {
    const says = `it is said to have been purged with ${run.date}, and is there`;
    return findings.ofEvent('duplicate', sequence, 'purged_leaves', says);
  }
  const leaf = Leaves.purged(run, sequence);
  leaves.set(sequence, leaf);
  const isSealed = sequence > (log.tree?.size ?? 0) || leaves.tileHas(sequence, leaf);
  if (testimony.fault === null && isSealed) return tally.purged(sequence, testimony);
  tally.unexplained(sequence);
  const says = testimony.fault ?? 'the leaf that was kept of it is not the one that was sealed';
  findings.ofEvent('not_authorized', sequence, 'purges', says);
}
