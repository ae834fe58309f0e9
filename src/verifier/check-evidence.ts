import { equal, hexIn, hexOf } from './bytes';
import { compute, partInWords, type Computed } from './check-parts';
import { PART_NAMES, type Members } from './event';
import { Ahead, evidenceIn, linesIn, type Evidence, type EventEvidence } from './evidence';
import { bad, type Finding } from './finding';
import { objectIn } from './json';
import type { Checkpoint } from './note';
import { ProofTally } from './proof-tally';
import type { Tools } from './tools';
import { GrowingTree } from './tree';

/** What is held against each other: the lines of events, those of the evidence, and a checkpoint that can be relied on. */
export interface Held {
  readonly organizationId: string;
  readonly events: AsyncIterable<Uint8Array>;
  readonly evidence: AsyncIterable<Uint8Array>;
  readonly checkpoint: Checkpoint;
}

/** The evidence contradicts itself; the message says how. */
class BadEvidence extends Error {}

/**
 * Whether the events of an export are leaves of the tree that its checkpoint is the root of. Each event, with the salts in the evidence, gives its
 * leaf; the evidence has the roots of all subtrees between them; together they must give the root. One pass through both files, side by side.
 * @throws BrokenZip when one of them cannot be read to its end.
 */
export async function checkEvidence(tools: Tools, held: Held): Promise<Finding[]> {
  const check = new EvidenceCheck(tools, held);
  try {
    for await (const lines of linesIn(held.events)) for (const line of lines) await check.row(line);
    await check.end();
  } catch (error) {
    if (!(error instanceof BadEvidence)) throw error;
    return [bad(`The evidence cannot be used: ${error.message}.`), ...check.tally.findings(null)];
  }
  return check.tally.findings(check.fits());
}

class EvidenceCheck {
  readonly tally = new ProofTally();
  readonly #tree: GrowingTree;
  readonly #evidence: Ahead<Evidence | null>;

  constructor(
    private readonly tools: Tools,
    private readonly held: Held,
  ) {
    this.#tree = new GrowingTree(tools);
    this.#evidence = new Ahead(parsed(held.evidence));
  }

  async row(line: Uint8Array): Promise<void> {
    const event = objectIn(withoutComma(line));
    if (event === undefined) {
      if (line.length > 1) this.tally.unreadable += 1;
      return;
    }
    const sequence = event.sequence as number;
    if (!Number.isSafeInteger(sequence) || sequence <= this.tally.last) return this.tally.misplaced();
    this.tally.last = sequence;
    const evidence = await this.#upTo(sequence);
    if (sequence > this.held.checkpoint.size) this.tally.beyond(sequence);
    else if (evidence === null) this.tally.unproven(sequence);
    else this.#compare(event, evidence);
  }

  /** What is left of the evidence. */
  async end(): Promise<void> {
    await this.#upTo(Infinity);
    if (this.#tree.size !== this.held.checkpoint.size)
      throw new BadEvidence(`it ends at ${this.#tree.size} of ${this.held.checkpoint.size} leaves`);
  }

  /** Whether the leaves give the root. Null when it cannot be known, because some are not there. */
  fits(): boolean | null {
    return this.tally.broken ? null : equal(this.#tree.root(), this.held.checkpoint.root);
  }

  /** Everything before a sequence goes into the tree, and what is said of the event itself is returned; null when nothing is. */
  async #upTo(sequence: number): Promise<EventEvidence | null> {
    for (let next = await this.#next(); next !== undefined; next = await this.#next()) {
      if ('sequence' in next) {
        if (next.sequence > sequence) return null;
        this.#evidence.take();
        if (next.sequence === sequence) return next;
        this.tally.missing(next.sequence);
        this.#tree.add(new Uint8Array());
      } else {
        if (this.#tree.size + next.leaves >= sequence) return null;
        this.#evidence.take();
        if (!this.#tree.add(next.hash, next.leaves))
          throw new BadEvidence('its subtrees do not fit together');
        this.tally.skipped(next.leaves);
      }
    }
    return null;
  }

  async #next(): Promise<Evidence | undefined> {
    const next = await this.#evidence.peek();
    if (next === null) throw new BadEvidence('one of its lines cannot be read');
    const { size } = this.#tree;
    if (next && 'sequence' in next && next.sequence !== size + 1)
      throw new BadEvidence(`it goes on at ${next.sequence} behind ${size}`);
    if (next && size + ('leaves' in next ? next.leaves : 1) > this.held.checkpoint.size)
      throw new BadEvidence('it has more leaves than the checkpoint');
    return next;
  }

  #compare(event: Members, evidence: EventEvidence): void {
    const computed = computedOf(this.tools, this.held.organizationId, event, evidence);
    const hint = evidence.hint.slice(0, HINT);
    const leaf = computed ? hexOf(computed.leaf) : '';
    if (computed?.contradictions.length === 0 && leaf === event.leaf_hash && leaf.startsWith(hint)) {
      this.#tree.add(computed.leaf);
      this.tally.proven(evidence.sequence, computed);
      return;
    }
    // The leaf that was there, if one of the two is it, lets all other events be proven nonetheless.
    const claimed = hexIn(event.leaf_hash, LEAF_BYTES);
    const known = [computed?.leaf, claimed].find((one) => one && hexOf(one).startsWith(hint));
    this.#tree.add(known ?? new Uint8Array());
    const what = computed ? whatOf(computed, event, evidence.hint) : 'it is nested too deeply';
    this.tally.altered(evidence.sequence, what, known !== undefined);
  }
}

/** Hex digits of each hash in a hint. */
const HINT = 8;
const LEAF_BYTES = 32;

/** What was altered, as far as the beginnings of the hashes tell. */
function whatOf({ leaf, contradictions, digests }: Computed, event: Members, hint: string): string {
  if (contradictions.length > 0) return contradictions.join(', ');
  const parts = PART_NAMES.filter((part, n) => {
    const known = hint.slice(HINT * (n + 1), HINT * (n + 2));
    return known.length === HINT && digests[part]?.startsWith(known) === false;
  });
  if (hexOf(leaf).startsWith(hint.slice(0, HINT)))
    return hexOf(leaf) === event.leaf_hash ? 'something' : 'its leaf_hash';
  return parts.length > 0
    ? parts.map(partInWords).join(', ')
    : 'its header (time, action, source, outcome, flags or id)';
}

function computedOf(
  tools: Tools,
  organizationId: string,
  event: Members,
  evidence: EventEvidence,
): Computed | null {
  try {
    return compute(tools, organizationId, event, evidence);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return null;
  }
}

async function* parsed(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<(Evidence | null)[]> {
  for await (const lines of linesIn(chunks)) yield lines.map(evidenceIn);
}

const COMMA_BYTE = 0x2c;

/** In a JSON list every event is on a line of its own, all but the last with a comma behind it. */
const withoutComma = (line: Uint8Array): Uint8Array =>
  line.at(-1) === COMMA_BYTE ? line.subarray(0, -1) : line;
