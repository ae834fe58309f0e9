import { concat, utf8 } from './bytes';
import type { Source, Tools } from './tools';
import { BrokenZip, nameIn, readAt, uint16, uint32, type ZipDirectory, type ZipEntry } from './zip-directory';

const LOCAL_HEADER = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const LOCAL_BYTES = 30;
const DEFLATED = 8;
const SIZES_FOLLOW = 8;
const MOST_NARROW = 0xffffffff;

/**
 * The content of an entry as it is read. Ends without an error only when it was whole: the sizes and the checksum of the directory.
 * @throws BrokenZip
 */
export async function* contentOf(tools: Tools, file: Source, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const start = await dataAt(file, entry);
  let [bytes, sum] = [0, 0];
  for await (const chunk of entry.method === DEFLATED
    ? inflatedBytes(tools, file, start, entry)
    : storedBytes(file, start, entry.stored)) {
    bytes += chunk.length;
    sum = tools.crc32(chunk, sum);
    if (bytes > entry.bytes) throw new BrokenZip('it is longer than the directory of the ZIP says');
    yield chunk;
  }
  if (bytes !== entry.bytes) throw new BrokenZip('it is shorter than the directory of the ZIP says');
  if (sum !== entry.crc32) throw new BrokenZip('its checksum in the ZIP is another one');
}

/** @throws BrokenZip when it is longer than `most`. */
export async function smallContentOf(
  tools: Tools,
  file: Source,
  entry: ZipEntry,
  most: number,
): Promise<Uint8Array> {
  if (entry.bytes > most) throw new BrokenZip('it is far too large');
  const chunks: Uint8Array[] = [];
  for await (const chunk of contentOf(tools, file, entry)) chunks.push(chunk);
  return concat(...chunks);
}

/** True when entries, directory and end fill the file from its first byte, with nothing between them, and each entry has nothing but its name. */
export async function isGapless(file: Source, { entries, at, gap }: ZipDirectory): Promise<boolean> {
  const inOrder = [...entries].sort((one, other) => one.at - other.at);
  let place = 0;
  for (const entry of inOrder) {
    const data = await dataAt(file, entry);
    if (entry.at !== place || entry.more > 0 || data !== place + LOCAL_BYTES + utf8(entry.name).length)
      return false;
    place = data + entry.stored + (await descriptorBytes(file, entry));
  }
  return place === at && gap === 0;
}

async function dataAt(file: Source, { at, name }: ZipEntry): Promise<number> {
  const header = await readAt(file, at, LOCAL_BYTES);
  if (uint32(header, 0) !== LOCAL_HEADER)
    throw new BrokenZip('it is not where the directory of the ZIP says');
  const nameBytes = uint16(header, 26);
  const own = nameIn(await readAt(file, at + LOCAL_BYTES, nameBytes));
  if (own !== name) throw new BrokenZip('it has another name in the directory of the ZIP');
  return at + LOCAL_BYTES + nameBytes + uint16(header, 28);
}

/** What follows the data: nothing, or sum and sizes, in 32 bits or in 64. */
async function descriptorBytes(file: Source, entry: ZipEntry): Promise<number> {
  const header = await readAt(file, entry.at, LOCAL_BYTES);
  if ((uint16(header, 6) & SIZES_FOLLOW) === 0) return 0;
  const behind = (await dataAt(file, entry)) + entry.stored;
  const signed = uint32(await readAt(file, behind, 4), 0) === DESCRIPTOR;
  return (signed ? 4 : 0) + (entry.bytes > MOST_NARROW || entry.stored > MOST_NARROW ? 20 : 12);
}

async function* inflatedBytes(
  tools: Tools,
  file: Source,
  start: number,
  { stored }: ZipEntry,
): AsyncGenerator<Uint8Array> {
  try {
    yield* tools.inflate(storedBytes(file, start, stored));
  } catch {
    throw new BrokenZip('its compressed data is damaged, or something was put behind it');
  }
}

const CHUNK_BYTES = 256 * 1024;

/** A stretch of the file. */
async function* storedBytes(file: Source, start: number, bytes: number): AsyncGenerator<Uint8Array> {
  for (let at = start; at < start + bytes; at += CHUNK_BYTES)
    yield await readAt(file, at, Math.min(CHUNK_BYTES, start + bytes - at));
}
