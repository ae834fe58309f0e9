import { concat } from './bytes';

/** A stretch of a file of one record an event. */
export interface Piece {
  /** `record` begins one, `rest` goes on with what came before; `head` and `tail` are around all records. */
  readonly kind: 'head' | 'record' | 'rest' | 'tail';
  readonly bytes: Uint8Array;
  /** Of a record; null when it has none that can be read. */
  readonly sequence: number | null;
}

const LINE_FORMATS = ['csv', 'ndjson', 'json'] as const;
export type LineFormat = (typeof LINE_FORMATS)[number];

/** By the ending of the file's name; null for files that are not made of lines. */
export const lineFormatOf = (name: string): LineFormat | null =>
  LINE_FORMATS.find((format) => name.endsWith(`.${format}`)) ?? null;

const [NEWLINE, QUOTE, COMMA] = [0x0a, 0x22, 0x2c];
/** No record of an event is longer, so nothing more is held of one that is. */
const MOST_HELD = 1024 * 1024;
/** The sequence stands at the beginning. */
const BEGINNING = 256;

const SEQUENCE: Record<LineFormat, RegExp> = {
  csv: /^(\d{1,16}),/,
  ndjson: /^\{"id":"[^"]*","sequence":(\d{1,16})[,}]/,
  json: /^(?:,?\n)?\{"id":"[^"]*","sequence":(\d{1,16})[,}]/,
};

/**
 * Where records begin and end: a line each; in CSV (RFC 4180) lines within quotes do not count; in JSON the separator belongs to
 * the record behind it. Memory does not grow with the file, nor with its lines.
 */
export class Records {
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #quoted = false;
  #begun = false;
  #head: boolean;

  constructor(private readonly format: LineFormat) {
    this.#head = format !== 'ndjson';
  }

  *take(chunk: Uint8Array): Generator<Piece> {
    let start = 0;
    for (let end = this.#endOfLine(chunk, 0); end !== -1; end = this.#endOfLine(chunk, start)) {
      this.#hold(chunk.subarray(start, end));
      yield* this.#line();
      start = end;
    }
    this.#hold(chunk.subarray(start));
    if (this.#heldBytes > MOST_HELD) yield this.#piece(this.#take());
  }

  *end(): Generator<Piece> {
    const rest = this.#take();
    if (rest.length > 0) yield this.#piece(rest, this.format === 'json' ? 'tail' : undefined);
  }

  /** The place behind the line's end; -1 when it is not in this chunk. */
  #endOfLine(chunk: Uint8Array, from: number): number {
    if (this.format !== 'csv') return chunk.indexOf(NEWLINE, from) + 1 || -1;
    for (let at = from; at < chunk.length; at++) {
      const code = chunk[at];
      if (code === QUOTE) this.#quoted = !this.#quoted;
      else if (code === NEWLINE && !this.#quoted) return at + 1;
    }
    return -1;
  }

  *#line(): Generator<Piece> {
    const line = this.#take();
    if (this.#head) {
      this.#head = false;
      yield { kind: 'head', bytes: line, sequence: null };
    } else if (this.format === 'json') {
      const end = line.length - (line.at(-2) === COMMA ? 2 : 1);
      const content = line.subarray(0, end);
      const isEnd = content.length < BEGINNING && beginningOf(content).trim() === ']';
      if (content.length > 0) yield this.#piece(content, isEnd ? 'tail' : undefined);
      this.#hold(line.subarray(end));
    } else {
      yield this.#piece(line);
    }
    this.#begun = false;
  }

  #piece(bytes: Uint8Array, kind?: 'tail'): Piece {
    if (kind) return { kind, bytes, sequence: null };
    if (this.#begun) return { kind: 'rest', bytes, sequence: null };
    this.#begun = true;
    const [, sequence] = SEQUENCE[this.format].exec(beginningOf(bytes)) ?? [];
    return { kind: 'record', bytes, sequence: sequence === undefined ? null : Number(sequence) };
  }

  #hold(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#held.push(bytes);
    this.#heldBytes += bytes.length;
  }

  #take(): Uint8Array {
    const [first] = this.#held;
    const bytes = this.#held.length === 1 && first ? first : concat(...this.#held);
    this.#held = [];
    this.#heldBytes = 0;
    return bytes;
  }
}

/** Whatever the bytes are, a character for each. */
const beginningOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes.subarray(0, BEGINNING));
