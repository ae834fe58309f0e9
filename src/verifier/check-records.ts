import { FoundPart } from './found-part';
import type { ManifestPart } from './manifest';
import type { PartCheck } from './part-check';
import type { Tools } from './tools';
import { Records, type LineFormat, type Piece } from './records';

/**
 * Checks a file of records by their sequences, so that what was taken out or put in is found where it was: a record belongs to
 * the part whose numbers it is among, whatever has become of the bytes before it.
 */
export class RecordCheck implements PartCheck {
  readonly #records: Records;
  readonly #found: FoundPart[];
  #at = 0;
  #last = -1;
  #rows = 0;

  constructor(
    tools: Tools,
    format: LineFormat,
    private readonly parts: readonly ManifestPart[],
  ) {
    this.#records = new Records(format);
    this.#found = parts.map((part) => new FoundPart(tools, part));
  }

  get at(): number {
    return this.#at;
  }

  get rows(): number {
    return this.#rows;
  }

  take(chunk: Uint8Array): void {
    for (const piece of this.#records.take(chunk)) this.#add(piece);
  }

  end(): (string | null)[] {
    for (const piece of this.#records.end()) this.#add(piece);
    return this.#found.map((found) => found.end());
  }

  #add({ kind, bytes, sequence }: Piece): void {
    if (kind === 'record') {
      const inOrder = sequence !== null && sequence > this.#last;
      if (inOrder) this.#moveTo(sequence);
      this.#rows += 1;
      this.#found[this.#at]?.record(sequence, inOrder);
    } else if (kind === 'tail' && this.parts.at(-1)?.rows === 0) {
      this.#at = this.parts.length - 1;
    }
    this.#found[this.#at]?.bytes(bytes);
  }

  #moveTo(sequence: number): void {
    this.#last = sequence;
    while (this.#isBehind(sequence) && (this.parts[this.#at + 1]?.rows ?? 0) > 0) this.#at += 1;
  }

  #isBehind(sequence: number): boolean {
    const last = this.parts[this.#at]?.last_sequence;
    return last === null || last === undefined || sequence > last;
  }
}
