import { hexOf } from './bytes';
import { plural } from './finding';
import type { ManifestPart } from './manifest';
import type { Hasher, Tools } from './tools';

const MOST_SEQUENCES = 20;

/** What a part is called: its rows by their place in the file, and its events. */
export function nameOf(part: ManifestPart, number: number, rowsBefore: number): string {
  if (part.rows === 0) return `part ${number} (no rows)`;
  const { first_sequence: first, last_sequence: last } = part;
  return `part ${number} (rows ${rowsBefore + 1} to ${rowsBefore + part.rows}, sequences ${first} to ${last})`;
}

/** What is really there of one part of a file of records. */
export class FoundPart {
  readonly #hash: Hasher;
  #rows = 0;
  #unreadable = 0;
  #disorder: number[] = [];
  #missing: number[] = [];
  #last: number | null = null;

  constructor(
    tools: Tools,
    private readonly part: ManifestPart,
  ) {
    this.#hash = tools.hasher();
  }

  /** Whether something was counted or hashed that belongs to it. */
  get begun(): boolean {
    return this.#rows > 0;
  }

  bytes(bytes: Uint8Array): void {
    this.#hash.update(bytes);
  }

  /** `inOrder`: whether the number is above all before it. */
  record(sequence: number | null, inOrder: boolean): void {
    this.#rows += 1;
    if (sequence === null) this.#unreadable += 1;
    else if (!inOrder) this.#note(this.#disorder, sequence);
    else this.#expectUpTo(sequence);
  }

  /** Once: null when it is what the manifest says; else what is the matter. */
  end(): string | null {
    if (hexOf(this.#hash.digest()) === this.part.sha256) return null;
    this.#expectUpTo((this.part.last_sequence ?? -1) + 1);
    const difference = this.#rows - this.part.rows;
    const more = [
      ...(this.#unreadable > 0 ? [`${plural(this.#unreadable, 'row')} cannot be read`] : []),
      ...(this.#disorder.length > 0 ? [`out of order or twice: sequence ${this.#disorder.join(', ')}`] : []),
    ];
    return [difference < 0 ? this.#lacks(-difference) : wrong(difference), ...more].join('; ');
  }

  #lacks(count: number): string {
    const what = count === 1 ? '1 row is missing' : `${count} rows are missing`;
    if (this.#rows === 0) return `all its ${plural(count, 'row')} are missing`;
    return this.#missing.length > 0
      ? `${what}, among them sequence ${this.#missing.join(', ')}`
      : `${what}; which, cannot be told, because its numbers have gaps of their own`;
  }

  /** Numbers between the last one and this that must be there: all in a part without gaps, else the first and the last. */
  #expectUpTo(sequence: number): void {
    const { first_sequence: first, last_sequence: last, rows } = this.part;
    if (first === null || last === null) return;
    const dense = rows === last - first + 1;
    const from = this.#last === null ? first : this.#last + 1;
    const to = Math.min(sequence - 1, last);
    if (dense)
      for (let n = from; n <= to && this.#missing.length < MOST_SEQUENCES; n++) this.#note(this.#missing, n);
    else for (const n of [first, last]) if (n >= from && n <= to) this.#note(this.#missing, n);
    this.#last = Math.max(sequence, this.#last ?? 0);
  }

  #note(list: number[], sequence: number): void {
    if (list.length < MOST_SEQUENCES && !list.includes(sequence)) list.push(sequence);
  }
}

const wrong = (difference: number): string =>
  difference === 0 ? 'was changed' : `has ${plural(difference, 'row')} too many`;
