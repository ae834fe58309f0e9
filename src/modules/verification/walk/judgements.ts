import type { PoolClient } from 'pg';
import type { AuthorityEvents } from '../facts/authority-events';
import type { LogFacts, PageFacts } from '../facts/page-facts';
import type { ErasureTestimony, Testimonies } from '../facts/testimony';
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

function faultOfClaim({ sequence, at, parts }: Claim, { windows, at: started, sequence: by }: ErasureTestimony): string | null {
  const uncovered = parts.find(
    (part) => !windows.some(({ parts: going, first, last }) => going.includes(part) && first <= sequence && sequence <= last),
  );
  if (uncovered !== undefined) return `the erasure #${by} was not to take its ${uncovered}`;
  return at === started ? null : `the erasure #${by} is of another moment than is said`;
}

/** What purges kept of the events of a page, and whether somebody vouches for them. */
export async function judgePurges(
  client: PoolClient,
  { testimonies, authority, facts, leaves, span, findings, tally, log }: Court & { readonly facts: PageFacts; readonly leaves: Leaves; readonly log: LogFacts },
): Promise<void> {
  for (const run of facts.purged) {
    const testimony = await testimonies.purge(client, authority, run.date, log.now);
    for (let sequence = Math.max(run.first, span.first); sequence <= Math.min(run.last, span.last); sequence++) {
      if (leaves.has(sequence)) {
        findings.ofEvent('duplicate', sequence, 'purged_leaves', `it is said to have been purged with ${run.date}, and is there`);
        continue;
      }
      const leaf = Leaves.purged(run, sequence);
      leaves.set(sequence, leaf);
      if (testimony.fault === null && (sequence > (log.tree?.size ?? 0) || leaves.tileHas(sequence, leaf))) tally.purged(sequence, testimony);
      else {
        tally.unexplained(sequence);
        findings.ofEvent('not_authorized', sequence, 'purges', testimony.fault ?? 'the leaf that was kept of it is not the one that was sealed');
      }
    }
  }
}
