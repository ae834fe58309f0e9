import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

const HEAD_BYTES = 4_096;

/** The bytes of a file (`-`: of standard input), unpacked when they begin as gzip does (RFC 1952: 1f 8b). */
export async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  const source = path === '-' ? process.stdin : createReadStream(path);
  const { head, all } = await peek(source[Symbol.asyncIterator]() as AsyncIterator<Buffer>, 2);
  yield* head[0] === 0x1f && head[1] === 0x8b ? unpacked(all) : all;
}

/** A pack that is broken makes the reader throw, behind what could be unpacked. */
function unpacked(bytes: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const gunzip = createGunzip();
  pipeline(Readable.from(bytes), gunzip, () => undefined);
  return gunzip;
}

/** Whether the text is one of CloudTrail's own files, `{"Records":[…]}` or a bare list; anything else is read line by line. */
export async function isRecordsFile(
  bytes: AsyncGenerator<Buffer>,
): Promise<{ isRecords: boolean; all: AsyncGenerator<Buffer> }> {
  const { head, all } = await peek(bytes, HEAD_BYTES);
  return { isRecords: /^\uFEFF?\s*(\[|\{\s*"Records"\s*:)/.test(head.toString('utf8')), all };
}

/** The first bytes without consuming them. */
async function peek(
  source: AsyncIterator<Buffer>,
  wanted: number,
): Promise<{ head: Buffer; all: AsyncGenerator<Buffer> }> {
  const chunks: Buffer[] = [];
  for (let size = 0; size < wanted;) {
    const { value, done } = await source.next();
    if (done) break;
    chunks.push(value);
    size += value.length;
  }
  return { head: Buffer.concat(chunks), all: restore(chunks, source) };
}

async function* restore(chunks: readonly Buffer[], source: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield* chunks;
  yield* { [Symbol.asyncIterator]: () => source };
}
