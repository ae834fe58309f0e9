import { base64In, equal, utf8 } from './bytes';
import type { Members } from './event';
import { bad, good, plain, verdictOf, type Finding, type Verdict } from './finding';
import { objectIn } from './json';
import type { PublicKey } from './keys';
import { checkCheckpoint, type Checkpoint } from './note';
import type { Tools } from './tools';
import { isConsistent, type Tree } from './tree';
import { hashesIn } from './verify-proof';

export const GROWTH_FORMAT = 'daybook-consistency-proof/1';

/** Checks one checkpoint: that it can be read, and who signed it. */
export async function verifyCheckpoint(
  tools: Tools,
  note: string,
  keys: { trusted: readonly PublicKey[]; enclosed: unknown },
): Promise<Verdict> {
  const { findings } = await checkCheckpoint(tools, note, keys);
  return verdictOf([], findings, 'Nothing is wrong with this checkpoint.');
}

/**
 * Checks, by what `GET /v1/consistency-proof` answers, that a log has only grown since an older checkpoint (RFC 9162 §2.1.4): nothing under it was
 * changed or taken out. `since`: that checkpoint, a note that whoever asks has kept.
 */
export async function verifyGrowth(
  tools: Tools,
  proof: Members,
  { trusted, since }: { trusted: readonly PublicKey[]; since: string | undefined },
): Promise<Verdict> {
  const keys = { trusted, enclosed: proof.vkeys };
  if (since === undefined)
    return growthVerdict([
      bad('That a log has only grown can be told from an older checkpoint only: give yours by --since.'),
    ]);
  const older = await checkCheckpoint(tools, noteIn(since), keys);
  const newer =
    proof.checkpoint === null
      ? { checkpoint: null, findings: [unsigned] }
      : await checkCheckpoint(tools, proof.checkpoint, keys);
  const findings = [...older.findings, ...newer.findings];
  const [first, signed] = [older.checkpoint, newer.checkpoint];
  if (first === null || signed === null || findings.some(({ ok }) => !ok)) return growthVerdict(findings);
  return growthVerdict([...findings, ...grown(tools, proof, first, signed)]);
}

function grown(tools: Tools, proof: Members, first: Checkpoint, signed: Checkpoint): Finding[] {
  const root = base64In(proof.root);
  const path = hashesIn(proof.consistency_proof);
  if (root === null || path === null || !Number.isSafeInteger(proof.to))
    return [bad('The proof cannot be used: its root, its size or its hashes cannot be read.')];
  const second: Tree = { size: proof.to as number, root };
  if (first.size !== proof.from)
    return [
      bad(`The proof begins at ${plain(proof.from)} events, and your older checkpoint has ${first.size}.`),
    ];
  if (first.origin !== signed.origin)
    return [bad(`They are checkpoints of two logs, ${plain(first.origin)} and ${plain(signed.origin)}.`)];
  if (signed.size !== second.size || !equal(signed.root, second.root))
    return [bad('The proof leads to another tree than that of its checkpoint.')];
  if (!isConsistent(tools, first, second, path))
    return [
      bad(
        `The path does not show that the log has only grown from ${first.size} to ${second.size} events: it was changed, or the log was rewritten.`,
      ),
    ];
  return [
    good(
      `The first ${first.size} of ${second.size} events are those of the older checkpoint: the log has only grown.`,
    ),
  ];
}

/** Anybody can put new leaves behind an old root. */
const unsigned = bad(
  'Nobody has signed for the newer tree, so that it shows nothing: ask for a proof up to a checkpoint.',
);

/** A note as it was kept: as text, or as `GET /v1/checkpoint` gives it in JSON. */
const noteIn = (kept: string): unknown =>
  kept.startsWith('{') ? objectIn(utf8(kept))?.note : kept.replaceAll('\r\n', '\n');

const growthVerdict = (findings: readonly Finding[]): Verdict =>
  verdictOf([], findings, 'Nothing is wrong with this proof.');
