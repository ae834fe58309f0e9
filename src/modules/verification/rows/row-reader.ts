import { finished } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { EVENT_COLUMNS } from './columns';

const SIGNATURE_BYTES = 19;
const FIELDS = EVENT_COLUMNS.length;

/** One row of a COPY in binary: where its fields are in `bytes`. Good until the next one is read. */
export class RawRow {
  bytes: Buffer = Buffer.alloc(0);
  readonly starts = new Int32Array(FIELDS);
  /** -1: null. */
  readonly lengths = new Int32Array(FIELDS);

  isNull(field: number): boolean {
    return (this.lengths[field] as number) < 0;
  }

  text(field: number): string | null {
    const [start, length] = [this.starts[field] as number, this.lengths[field] as number];
    return length < 0 ? null : this.bytes.toString('utf8', start, start + length);
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
    return next;
  }
}

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
