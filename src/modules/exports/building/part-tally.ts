import { createHash } from 'node:crypto';
import type { CopiedRow } from '../../../platform/database/copy-rows';
import { COLUMN } from './exported-columns';

/** What the manifest says of a stretch of the file: its rows, and its bytes before they are packed. */
export interface Part {
  readonly number: number;
  readonly rows: number;
  /** Null where there are no rows. */
  readonly first_sequence: number | null;
  readonly last_sequence: number | null;
  readonly bytes: number;
  readonly sha256: string;
  /** Events of which something was erased. */
  readonly erased: number;
}

/** Counts what goes into one part. */
export class PartTally {
  #rows = 0;
  #first: number | null = null;
  #last: number | null = null;
  #bytes = 0;
  #erased = 0;
  readonly #hash = createHash('sha256');

  constructor(private readonly number: number) {}

  rows(rows: readonly CopiedRow[]): void {
    if (rows.length === 0) return;
    this.#first ??= Number(rows[0]?.[COLUMN.sequence]);
    this.#last = Number(rows.at(-1)?.[COLUMN.sequence]);
    this.#rows += rows.length;
    for (const row of rows) if (row[COLUMN.erasure] !== null) this.#erased += 1;
  }

  bytes(chunk: Uint8Array): void {
    this.#bytes += chunk.length;
    this.#hash.update(chunk);
  }

  /** Once. */
  end(): Part {
    return {
      number: this.number,
      rows: this.#rows,
      first_sequence: this.#first,
      last_sequence: this.#last,
      bytes: this.#bytes,
      sha256: this.#hash.digest('hex'),
      erased: this.#erased,
    };
  }
}
