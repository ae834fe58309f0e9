import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createInflateRaw, crc32 } from 'node:zlib';
import { BrokenZip, readAt, type ZipDirectory, type ZipEntry } from './zip-directory';

const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const LOCAL_BYTES = 30;
const DEFLATED = 8;
const SIZES_FOLLOW = 8;
const WIDE = 0xffffffff;

/**
 * The content of an entry as it is read. Ends without an error only when it was whole: the sizes and the checksum of the directory.
 * @throws BrokenZip
 */
export async function* contentOf(file: FileHandle, entry: ZipEntry): AsyncGenerator<Buffer> {
  const start = await dataAt(file, entry);
  let [bytes, sum] = [0, 0];
  for await (const chunk of entry.method === DEFLATED
    ? inflated(file, start, entry)
    : storedBytes(file, start, entry.stored)) {
    bytes += chunk.length;
    sum = crc32(chunk, sum);
    if (bytes > entry.bytes) throw new BrokenZip('it is longer than the directory of the ZIP says');
    yield chunk;
  }
  if (bytes !== entry.bytes) throw new BrokenZip('it is shorter than the directory of the ZIP says');
  if (sum !== entry.crc32) throw new BrokenZip('its checksum in the ZIP is another one');
}

/** @throws BrokenZip when it is longer than `most`. */
export async function smallContentOf(file: FileHandle, entry: ZipEntry, most: number): Promise<Buffer> {
  if (entry.bytes > most) throw new BrokenZip('it is far too large');
  const chunks: Buffer[] = [];
  for await (const chunk of contentOf(file, entry)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** True when entries and directory fill the file from its first byte, with nothing between them. */
export async function isGapless(file: FileHandle, { entries, at }: ZipDirectory): Promise<boolean> {
  const inOrder = [...entries].sort((one, other) => one.at - other.at);
  let place = 0;
  for (const entry of inOrder) {
    if (entry.at !== place) return false;
    place = (await dataAt(file, entry)) + entry.stored + (await descriptorBytes(file, entry));
  }
  return place === at;
}

async function dataAt(file: FileHandle, { at, name }: ZipEntry): Promise<number> {
  const header = await readAt(file, at, LOCAL_BYTES);
  if (header.readUInt32LE(0) !== LOCAL) throw new BrokenZip('it is not where the directory of the ZIP says');
  const nameBytes = header.readUInt16LE(26);
  const own = (await readAt(file, at + LOCAL_BYTES, nameBytes)).toString();
  if (own !== name) throw new BrokenZip('it has another name in the directory of the ZIP');
  return at + LOCAL_BYTES + nameBytes + header.readUInt16LE(28);
}

/** What follows the data: nothing, or sum and sizes, in 32 bits or in 64. */
async function descriptorBytes(file: FileHandle, entry: ZipEntry): Promise<number> {
  const header = await readAt(file, entry.at, LOCAL_BYTES);
  if ((header.readUInt16LE(6) & SIZES_FOLLOW) === 0) return 0;
  const behind = (await dataAt(file, entry)) + entry.stored;
  const signed = (await readAt(file, behind, 4)).readUInt32LE(0) === DESCRIPTOR;
  return (signed ? 4 : 0) + (entry.bytes > WIDE || entry.stored > WIDE ? 20 : 12);
}

async function* inflated(file: FileHandle, start: number, { stored }: ZipEntry): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw();
  const source = Readable.from(storedBytes(file, start, stored));
  source.once('error', (error) => inflate.destroy(error)).pipe(inflate);
  try {
    yield* inflate as AsyncIterable<Buffer>;
  } catch {
    throw new BrokenZip('its compressed data is damaged');
  } finally {
    source.destroy();
  }
  if (inflate.bytesWritten !== stored) throw new BrokenZip('there is something behind its compressed data');
}

const CHUNK_BYTES = 256 * 1024;

/** A stretch of the file. No stream of the handle's own: one that is left half-way closes the file for all that comes after. */
async function* storedBytes(file: FileHandle, start: number, bytes: number): AsyncGenerator<Buffer> {
  for (let at = start; at < start + bytes; at += CHUNK_BYTES)
    yield await readAt(file, at, Math.min(CHUNK_BYTES, start + bytes - at));
}
