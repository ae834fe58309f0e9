import type { Members } from './event';
import { bad, good, plain, verdictOf, type Verdict } from './finding';
import type { PublicKey } from './keys';
import { checkCheckpoint } from './note';
import type { Tools } from './tools';
import { isConsistent } from './tree';
import { hashesIn } from './verify-proof';

export const GROWTH_FORMAT = 'daybook-consistency-proof/1';

/** Checks one checkpoint: that it can be read, and who signed it. */
export async function verifyCheckpoint(
  tools: Tools,
  note: string,
  trusted: readonly PublicKey[],
): Promise<Verdict> {
  const { findings } = await checkCheckpoint(tools, note, { trusted, enclosed: [] });
  return verdictOf([], findings, 'Nothing is wrong with this checkpoint.');
}

/** Checks that a log has only grown from one checkpoint to another (RFC 9162 §2.1.4): nothing under the older one was changed or taken out since. */
export async function verifyGrowth(
  tools: Tools,
  proof: Members,
  trusted: readonly PublicKey[],
): Promise<Verdict> {
  const keys = { trusted, enclosed: proof.vkeys };
  const [from, to] = [
    await checkCheckpoint(tools, proof.from, keys),
    await checkCheckpoint(tools, proof.to, keys),
  ];
  const findings = [...from.findings, ...to.findings];
  const path = hashesIn(proof.consistency_proof);
  const [first, second] = [from.checkpoint, to.checkpoint];
  if (first !== null && second !== null)
    if (first.origin !== second.origin)
      findings.push(
        bad(`They are checkpoints of two logs, ${plain(first.origin)} and ${plain(second.origin)}.`),
      );
    else if (path === null) findings.push(bad('The consistency_proof is no list of hashes.'));
    else if (isConsistent(tools, first, second, path))
      findings.push(
        good(
          `The first ${first.size} of the ${second.size} events are those of the older checkpoint: the log has only grown.`,
        ),
      );
    else
      findings.push(
        bad(
          `The path does not show that the log has only grown from ${first.size} to ${second.size} events: it was changed, or the log was rewritten.`,
        ),
      );
  return verdictOf([], findings, 'Nothing is wrong with this proof.');
}
