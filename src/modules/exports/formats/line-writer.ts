import type { CopiedRow } from '../../../platform/database/copy-rows';
import type { FileFormat, FileWriter } from './file-writer';

const BUFFER_BYTES = 256 * 1024;
/** UTF-8 takes at most three bytes for each UTF-16 unit. */
const MOST_BYTES = 3;

/** A kind of file that is one text an event, and as long as there are events. */
export interface LineFormat {
  readonly head: string;
  /** For one file: what makes a line of a row as `EXPORTED_COLUMNS` selects it. */
  readonly lines: () => (row: CopiedRow) => string;
  /** Between two lines. */
  readonly between: string;
  readonly tail: string;
}

export const lineFormat = (type: string, extension: string, format: LineFormat): FileFormat => ({
  type,
  extension,
  open: (_facts, state) => Promise.resolve(new LineWriter(format, state === true)),
});

/** The state is whether there is a line yet. */
class LineWriter implements FileWriter {
  #buffer: Buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  #other: Buffer | null = Buffer.allocUnsafe(BUFFER_BYTES);
  #lent: Buffer | null = null;
  #used = 0;
  readonly #line: (row: CopiedRow) => string;

  constructor(
    private readonly format: LineFormat,
    private some: boolean,
  ) {
    this.#line = format.lines();
  }

  get state(): boolean {
    return this.some;
  }

  begin(): Promise<Uint8Array[]> {
    return Promise.resolve([Buffer.from(this.format.head)]);
  }

  add(rows: readonly CopiedRow[]): Promise<Uint8Array[]> {
    const { between } = this.format;
    this.#takeBack();
    const full: Uint8Array[] = [];
    for (const row of rows) {
      const text = this.some && between !== '' ? between + this.#line(row) : this.#line(row);
      this.some = true;
      if (text.length * MOST_BYTES > this.#buffer.length - this.#used) full.push(...this.#take(text.length));
      this.#used += this.#buffer.write(text, this.#used);
    }
    return Promise.resolve(full);
  }

  endPart(): Promise<Uint8Array[]> {
    this.#takeBack();
    return Promise.resolve(this.#take(0));
  }

  finish(): Promise<Uint8Array[]> {
    return Promise.resolve([Buffer.from(this.format.tail)]);
  }

  /** Text by text into bytes: one large text made of many small ones costs three times as much to encode. */
  #take(next: number): Uint8Array[] {
    const bytes = this.#buffer.subarray(0, this.#used);
    const other = this.#other;
    this.#other = null;
    const needed = next * MOST_BYTES;
    if (other !== null && needed <= other.length) {
      this.#lent = this.#buffer;
      this.#buffer = other;
    } else {
      this.#buffer = Buffer.allocUnsafe(Math.max(BUFFER_BYTES, needed));
    }
    this.#used = 0;
    return bytes.length > 0 ? [bytes] : [];
  }

  /** What was given away by the last call has been taken over: it can be filled again. */
  #takeBack(): void {
    this.#other = this.#lent ?? this.#other;
    this.#lent = null;
  }
}
