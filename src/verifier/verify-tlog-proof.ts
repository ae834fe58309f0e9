import { base64In, concat, equal, textOf } from './bytes';
import { bad, good, noted, plain, verdictOf, type Finding, type Verdict } from './finding';
import type { PublicKey } from './keys';
import { checkCheckpoint } from './note';
import type { Tools } from './tools';
import { rootFrom } from './tree';
import { hashesIn } from './verify-proof';

export const TLOG_PROOF = 'c2sp.org/tlog-proof@v1\n';

const LEAF = Uint8Array.of(0);

/** Checks a C2SP tlog-proof whose `extra` is the entry of the log: what its leaf is the hash of (RFC 6962 §2.1). */
export async function verifyTlogProof(
  tools: Tools,
  text: string,
  trusted: readonly PublicKey[],
): Promise<Verdict> {
  const cut = text.indexOf('\n\n');
  const lines = text.slice(TLOG_PROOF.length, Math.max(cut, 0)).split('\n');
  const extra =
    lines[0]?.startsWith('extra ') === true ? base64In(lines.shift()?.slice('extra '.length)) : null;
  const [, index] = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? '') ?? [];
  const path = hashesIn(lines);
  if (index === undefined || path === null)
    return entryVerdict([], [bad('The proof cannot be read: it was changed, or is none.')]);
  const { checkpoint, findings } = await checkCheckpoint(tools, text.slice(cut + 2), {
    trusted,
    enclosed: [],
  });
  if (checkpoint === null) return entryVerdict([], findings);
  if (extra === null)
    return entryVerdict(
      [],
      [
        ...findings,
        bad('The entry is not in it, so that there is nothing to be proven. Ask for the proof as JSON.'),
      ],
    );
  const leaf = tools.sha256(concat(LEAF, extra));
  const root = rootFrom(tools, { leaf, index: Number(index), size: checkpoint.size, path });
  const included =
    root !== null && equal(root, checkpoint.root)
      ? [
          good(`The entry is number ${Number(index) + 1} of the ${checkpoint.size} under that checkpoint.`),
          partsUnseen,
        ]
      : [
          bad(
            `The entry is not number ${Number(index) + 1} under that checkpoint: it, its number or the path were changed.`,
          ),
        ];
  return entryVerdict([`entry: ${entryIn(extra)}`], [...findings, ...included]);
}

const partsUnseen = noted(
  'An entry has the digests of the four parts of an event, not what they say: the proof as JSON has both.',
);

function entryIn(bytes: Uint8Array): string {
  try {
    return plain(textOf(bytes));
  } catch {
    return 'no text';
  }
}

const entryVerdict = (described: readonly string[], findings: readonly Finding[]): Verdict =>
  verdictOf(described, findings, 'Nothing is wrong with this proof.');
