/** A record above this is reported, not held: an event may have 64 KiB, so it could not be stored anyway. */
export const MOST_RECORD_BYTES = 8 * 1024 * 1024;

/** The text of one record and its number in the file; null for one that is too long to be held. */
export interface Piece {
  readonly place: number;
  readonly text: string | null;
}

const [NEWLINE, QUOTE, BACKSLASH] = [0x0a, 0x22, 0x5c];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];

/** NDJSON: one record a line; empty lines count but are not passed on. */
export async function* splitLines(bytes: AsyncIterable<Buffer>): AsyncGenerator<Piece> {
  const held = new Held();
  let place = 1;
  for await (const chunk of bytes) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      held.add(chunk.subarray(start, end));
      yield* line(held, place++);
      start = end + 1;
    }
    held.add(chunk.subarray(start));
  }
  yield* line(held, place);
}

function* line(held: Held, place: number): Generator<Piece> {
  const text = held.take();
  if (text === null || text.trim() !== '') yield { place, text };
}

/**
 * `{"Records":[…]}`, a bare list, or several of either one after the other (as `zcat *.json.gz` gives them): an object whose
 * container is a list that is nested in nothing but one object is a record. Holds one record at a time.
 * @throws Error when the file ends within a record or a list.
 */
export async function* splitRecords(bytes: AsyncIterable<Buffer>): AsyncGenerator<Piece> {
  const scan = new Scan();
  const held = new Held();
  let place = 0;
  for await (const chunk of bytes) {
    let start = 0;
    for (let i = 0; i < chunk.length; i++) {
      const event = scan.next(chunk[i] as number);
      if (event === 'begin') start = i;
      else if (event === 'end') {
        held.add(chunk.subarray(start, i + 1));
        yield { place: ++place, text: held.take() };
      }
    }
    if (scan.within) held.add(chunk.subarray(start));
  }
  if (scan.open) throw new Error(`ends in the middle, after record ${place}`);
}

/** Where records begin and end: open brackets, strings and escapes of JSON, byte by byte. */
class Scan {
  #containers: number[] = [];
  #inString = false;
  #escaped = false;
  /** How many containers enclose the record that is under way; -1 between records. */
  #outside = -1;

  get within(): boolean {
    return this.#outside !== -1;
  }

  get open(): boolean {
    return this.#containers.length > 0;
  }

  next(byte: number): 'begin' | 'end' | null {
    if (this.#inString) return this.#string(byte);
    if (byte === QUOTE) this.#inString = true;
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) return this.#enter(byte);
    else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) return this.#leave();
    return null;
  }

  #string(byte: number): null {
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) this.#inString = false;
    return null;
  }

  #enter(byte: number): 'begin' | null {
    const depth = this.#containers.length;
    const begins =
      !this.within && byte === OPEN_OBJECT && depth <= 2 && this.#containers[depth - 1] === OPEN_LIST;
    this.#containers.push(byte);
    if (begins) this.#outside = depth;
    return begins ? 'begin' : null;
  }

  #leave(): 'end' | null {
    this.#containers.pop();
    if (this.#containers.length !== this.#outside) return null;
    this.#outside = -1;
    return 'end';
  }
}

/** Bytes of the record under way, up to the limit. */
class Held {
  #chunks: Buffer[] = [];
  #size = 0;

  add(bytes: Buffer): void {
    this.#size += bytes.length;
    if (this.#size > MOST_RECORD_BYTES) this.#chunks = [];
    else if (bytes.length > 0) this.#chunks.push(bytes);
  }

  take(): string | null {
    const text = this.#size > MOST_RECORD_BYTES ? null : Buffer.concat(this.#chunks).toString('utf8');
    this.#chunks = [];
    this.#size = 0;
    return text;
  }
}
