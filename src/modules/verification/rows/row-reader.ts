import { finished } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { AT, EVENT_COLUMNS } from './columns';

const SIGNATURE_BYTES = 19;
const FIELDS = EVENT_COLUMNS.length;

/** One row of a COPY in binary: where its fields are in `bytes`. Good until the next one is read. */
export class RawRow {
  bytes: Buffer = Buffer.alloc(0);
  readonly starts = new Int32Array(FIELDS);
  /** -1: null. */
  readonly lengths = new Int32Array(FIELDS);
  /** The short texts and what lies between them, a character a byte: one call for all of them. */
  #shorts = '';
  #from = 0;

  isNull(field: number): boolean {
    return (this.lengths[field] as number) < 0;
  }

  text(field: number): string | null {
    const [start, length] = [this.starts[field] as number, this.lengths[field] as number];
    return length < 0 ? null : this.bytes.toString('utf8', start, start + length);
  }

  /** Whether a short text, of the columns from `source` to `search_text`, is this one. Without making a text of it, as long as that is ASCII. */
  is(field: number, text: string | null): boolean {
    const length = this.lengths[field] as number;
    if (text === null || length < 0) return text === null && length < 0;
    const start = (this.starts[field] as number) - this.#from;
    if (text.length === length && this.#shorts.startsWith(text, start)) return true;
    return this.text(field) === text;
  }

  /** The same text as one that is likely to be known: of few values, and ASCII. */
  short(field: number): string | null {
    const length = this.lengths[field] as number;
    if (length < 0) return null;
    const start = (this.starts[field] as number) - this.#from;
    const text = this.#shorts.slice(start, start + length);
    return ASCII.test(text) ? text : this.text(field);
  }

  /** A view, not a copy. */
  slice(field: number): Buffer | null {
    const [start, length] = [this.starts[field] as number, this.lengths[field] as number];
    return length < 0 ? null : this.bytes.subarray(start, start + length);
  }

  /** Lays the row over `bytes` from `at`. Where it ends; -1 when it is not complete, or is the end mark. */
  lay(bytes: Buffer, at: number): number {
    if (at + 2 > bytes.length || bytes.readInt16BE(at) < 0) return -1;
    let next = at + 2;
    for (let field = 0; field < FIELDS; field++) {
      if (next + 4 > bytes.length) return -1;
      const length = bytes.readInt32BE(next);
      this.starts[field] = next + 4;
      this.lengths[field] = length;
      next += 4 + (length > 0 ? length : 0);
      if (next > bytes.length) return -1;
    }
    this.bytes = bytes;
    this.#from = this.starts[AT.source] as number;
    this.#shorts = bytes.toString('latin1', this.#from, this.starts[AT.actor_salt]);
    return next;
  }
}

const ASCII = /^[\0-\x7f]*$/;

/**
 * Hands each row of a SELECT to `take`, as PostgreSQL's binary format lays it down: no value becomes an object unless somebody looks at it.
 * Between the chunks that arrive the event loop has its turn.
 */
export async function readRows(
  client: PoolClient,
  select: string,
  take: (row: RawRow) => void,
): Promise<void> {
  const stream = client.query(copyTo(`COPY (${select}) TO STDOUT WITH (FORMAT binary)`));
  const row = new RawRow();
  let rest: Buffer = Buffer.alloc(0);
  let begun = false;
  try {
    for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let at: number = begun || bytes.length < SIGNATURE_BYTES ? 0 : SIGNATURE_BYTES;
      begun ||= at > 0;
      for (let end = begun ? row.lay(bytes, at) : -1; end !== -1; end = row.lay(bytes, at)) {
        take(row);
        at = end;
      }
      rest = bytes.subarray(at);
    }
  } finally {
    // A connection in the middle of a COPY takes no other statement: read what is left.
    stream.resume();
    await finished(stream).catch(() => undefined);
  }
}
