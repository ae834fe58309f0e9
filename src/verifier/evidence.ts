import { base64In, concat } from './bytes';
import type { Keepings } from './check-parts';
import { isObject, listIn } from './json';
import { BrokenZip } from './zip-directory';

/** A line of `evidence.ndjson`. */
export type Evidence = EventEvidence | SubtreeEvidence;

/** `["e", sequence, salts, digests, hint]`: an event that is in the export. */
export interface EventEvidence extends Keepings {
  readonly sequence: number;
  /** The beginnings (8 hex digits each) of its leaf and of the digests of its parts: only to tell where something was altered. */
  readonly hint: string;
}

/** `["n", level, hash]`: the root of a perfect subtree of 2^level leaves that are not in it. */
export interface SubtreeEvidence {
  readonly leaves: number;
  readonly hash: Uint8Array;
}

const MOST_LINE_BYTES = 4 * 1024 * 1024;
const MOST_LEVEL = 52;
const ROOT_BYTES = 32;

/** Null for what is no line of evidence. */
export function evidenceIn(line: Uint8Array): Evidence | null {
  const [kind, number, third, digests, hint] = listIn(line) ?? [];
  if (!Number.isSafeInteger(number)) return null;
  if (kind === 'n') return subtreeIn(number as number, third);
  if (kind !== 'e' || !isObject(third) || !isObject(digests) || typeof hint !== 'string') return null;
  return { sequence: number as number, salts: third, digests, hint };
}

function subtreeIn(level: number, encoded: unknown): SubtreeEvidence | null {
  const hash = base64In(encoded);
  if (hash?.length !== ROOT_BYTES || level < 0 || level > MOST_LEVEL) return null;
  return { leaves: 2 ** level, hash };
}

const LINE_END = 0x0a;

/** Lines without their ends, as they come. @throws BrokenZip when one is far too long. */
export async function* linesIn(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array[]> {
  let rest: Uint8Array = new Uint8Array();
  for await (const chunk of chunks) {
    const bytes = rest.length > 0 ? concat(rest, chunk) : chunk;
    const lines: Uint8Array[] = [];
    let start = 0;
    for (let end = bytes.indexOf(LINE_END); end !== -1; end = bytes.indexOf(LINE_END, start)) {
      lines.push(bytes.subarray(start, end));
      start = end + 1;
    }
    rest = bytes.subarray(start);
    if (rest.length > MOST_LINE_BYTES) throw new BrokenZip('it has a line that is far too long');
    yield lines;
  }
  if (rest.length > 0) yield [rest];
}

/** One after the other, of what comes in handfuls. */
export class Ahead<T> {
  #held: T[] = [];
  #at = 0;

  constructor(private readonly handfuls: AsyncIterator<T[]>) {}

  /** The next one, without taking it; undefined at the end. */
  async peek(): Promise<T | undefined> {
    while (this.#at === this.#held.length) {
      const { done, value } = await this.handfuls.next();
      if (done === true) return undefined;
      [this.#held, this.#at] = [value, 0];
    }
    return this.#held[this.#at];
  }

  take(): void {
    this.#at += 1;
  }
}
