import { base64In, equal, hexIn, hexOf } from './bytes';
import { compute, own, type Computed } from './check-parts';
import type { Members } from './event';
import { bad, good, inStep, noted, plain, verdictOf, type Finding, type Verdict } from './finding';
import { isObject } from './json';
import type { PublicKey } from './keys';
import { checkCheckpoint, organizationOf, type Checkpoint } from './note';
import type { Tools } from './tools';
import { rootFrom } from './tree';

export const PROOF_FORMAT = 'daybook-event-proof/1';

const HASH_BYTES = 32;
/** A tree with 2^53 leaves has no longer paths. */
const MOST_HASHES = 64;

/** Checks the proof of one event, as `GET /v1/events/:id/proof` gives it: the event, its leaf, its place in the tree, and who signed for it. */
export async function verifyEventProof(
  tools: Tools,
  proof: Members,
  trusted: readonly PublicKey[],
): Promise<Verdict> {
  const place = placeIn(proof);
  if (typeof place === 'string') return proofVerdict(proof, [bad(`The proof cannot be used: ${place}.`)]);
  const event = inStep(
    'leaf',
    isObject(proof.event) ? checkEvent(tools, proof, proof.event, place) : checkPurged(proof),
  );
  const keys = { trusted, enclosed: proof.vkeys };
  const { checkpoint, findings } = await checkCheckpoint(tools, proof.checkpoint, keys);
  const signed = inStep('signature', findings);
  if (checkpoint === null) return proofVerdict(proof, [...event, ...signed]);
  return proofVerdict(proof, [
    ...event,
    ...signed,
    ...inStep('root', checkPlace(tools, proof, place, checkpoint)),
  ]);
}

/** Whether the leaf is where it is said to be, under the root that was signed. */
function checkPlace(tools: Tools, proof: Members, place: Place, checkpoint: Checkpoint): Finding[] {
  const findings: Finding[] = [];
  const number = place.index + 1;
  if (organizationOf(checkpoint) !== proof.organization_id)
    findings.push(bad("The checkpoint is that of another log than the organization's that the proof names."));
  if (proof.sequence !== number)
    findings.push(
      bad(`The proof says that it is of number ${plain(proof.sequence)}, and its leaf is number ${number}.`),
    );
  const root = rootFrom(tools, { ...place, size: checkpoint.size });
  const included =
    root !== null && equal(root, checkpoint.root)
      ? good(
          `Number ${number} of the ${checkpoint.size} events under that checkpoint has this leaf (${hexOf(place.leaf)}).`,
        )
      : bad(
          `The leaf is not number ${number} of the log under that checkpoint: it, its number or the path were changed.`,
        );
  return [...findings, included];
}

/** Where the leaf is said to be. */
interface Place {
  readonly leaf: Uint8Array;
  readonly index: number;
  readonly path: readonly Uint8Array[];
}

/** Or in words what about it cannot be read. */
function placeIn({ leaf_hash, leaf_index, inclusion_proof }: Members): Place | string {
  const leaf = hexIn(leaf_hash, HASH_BYTES);
  if (leaf === null) return 'its leaf_hash is no hash';
  if (!Number.isSafeInteger(leaf_index) || (leaf_index as number) < 0) return 'its leaf_index is no number';
  const path = hashesIn(inclusion_proof);
  return path === null
    ? 'its inclusion_proof is no list of hashes'
    : { leaf, index: leaf_index as number, path };
}

/** Null unless it is a short list of hashes in base64. */
export function hashesIn(list: unknown): Uint8Array[] | null {
  if (!Array.isArray(list) || list.length > MOST_HASHES) return null;
  const hashes = list.map(base64In);
  return hashes.every((hash) => hash?.length === HASH_BYTES) ? (hashes as Uint8Array[]) : null;
}

/** Whether what the event says is what its leaf was made of. */
function checkEvent(tools: Tools, proof: Members, event: Members, { leaf, index }: Place): Finding[] {
  const computed = computedOrFinding(tools, proof, event);
  if (!('contradictions' in computed)) return [computed];
  const { contradictions, erased, unproven } = computed;
  const findings = contradictions.map((what) => bad(`The event was altered: ${plain(what)}.`));
  if (event.sequence !== index + 1)
    findings.push(
      bad(
        `The event says that it is number ${plain(event.sequence)}, and its proof is that of number ${index + 1}.`,
      ),
    );
  if (event.leaf_hash !== hexOf(leaf))
    findings.push(bad('The event names another leaf hash than its proof.'));
  if (unproven.length > 0)
    findings.push(
      bad(
        `The proof says that its ${unproven.join(', ')} was erased, and the event shows it: nothing proves that.`,
      ),
    );
  if (!equal(computed.leaf, leaf))
    findings.push(
      bad('The event was altered: what it says, with these salts and digests, does not give its leaf hash.'),
    );
  if (proof.verdict === 'altered')
    findings.push(bad('The installation itself says that the event was altered in its database.'));
  else if (proof.verdict !== (erased.length > 0 ? 'erased' : 'present'))
    findings.push(
      bad(
        `The proof calls the event ${plain(proof.verdict)}, and it is ${erased.length > 0 ? 'erased in part' : 'whole'}.`,
      ),
    );
  if (findings.length > 0) return findings;
  return [
    good(`What the event says gives its leaf hash.`),
    ...(erased.length > 0 ? [erasedNote(proof, erased)] : []),
  ];
}

function computedOrFinding(tools: Tools, proof: Members, event: Members): Computed | Finding {
  if (!isObject(proof.salts) || !isObject(proof.digests))
    return bad('The proof cannot be used: it has no salts and digests.');
  if (typeof proof.organization_id !== 'string')
    return bad('The proof cannot be used: it names no organization.');
  try {
    return compute(tools, proof.organization_id, event, { salts: proof.salts, digests: proof.digests });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return bad('The event cannot be read: it is nested too deeply.');
  }
}

const erasedNote = ({ erased_by: by }: Members, erased: readonly string[]): Finding =>
  noted(
    `Its ${erased.join(', ')} is not in the proof, only the digest, which is proven. The proof says that it was erased${byWhom(by)}, which nothing in it shows: ask for the proof of the event that says so.`,
  );

/** Nothing but its number, its leaf and who purged it. */
function checkPurged(proof: Members): Finding[] {
  if (own(proof, 'event') !== undefined && proof.event !== null)
    return [bad('The proof cannot be used: its event is none.')];
  if (proof.verdict === 'missing')
    return [
      bad(
        'The installation itself says that the event is missing: it has the leaf, and knows of no purge that took the event.',
      ),
    ];
  if (proof.verdict !== 'purged')
    return [bad('There is no event in the proof, and it does not say that it was purged.')];
  return [
    noted(
      `The proof says that the event was purged${byWhom(proof.purged_by)}, which nothing in it shows: ask for the proof of the event that says so. There was an event with this leaf; what it said cannot be told from it.`,
    ),
  ];
}

function byWhom(by: unknown): string {
  const list = Array.isArray(by) ? (by as unknown[]) : [by];
  const numbers = list
    .filter(isObject)
    .flatMap(({ sequence }) => (Number.isSafeInteger(sequence) ? [`#${sequence as number}`] : []));
  return numbers.length > 0
    ? ` by ${numbers.slice(0, 10).join(', ')}`
    : ' (and names no event of the log for it)';
}

const SHOWN = ['occurred_at', 'recorded_at', 'source', 'action', 'outcome', 'summary'] as const;

/** What the event says, as far as it can be believed. */
function describedProof(proof: Members): string[] {
  const head = `Proof of event ${Number.isSafeInteger(proof.leaf_index) ? (proof.leaf_index as number) + 1 : '?'} of the organization ${plain(proof.organization_id)}`;
  const { event } = proof;
  if (!isObject(event)) return [head];
  const actor = isObject(event.actor) ? (event.actor.name ?? event.actor.email ?? event.actor.id) : null;
  const lines = SHOWN.filter((name) => typeof event[name] === 'string').map(
    (name) => `${name}: ${plain(event[name])}`,
  );
  return [head, `id: ${plain(event.id)}`, ...lines, ...(actor === null ? [] : [`actor: ${plain(actor)}`])];
}

const proofVerdict = (proof: Members, findings: readonly Finding[]): Verdict =>
  verdictOf(
    describedProof(proof),
    findings,
    isObject(proof.event)
      ? 'Nothing is wrong with this proof. It covers all of the event but expires_on, and the list of erasures in redaction.erased.'
      : 'Nothing is wrong with this proof. It covers the number and the leaf of an event that it does not have.',
  );
