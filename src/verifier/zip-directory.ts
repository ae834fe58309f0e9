import type { FileHandle } from 'node:fs/promises';

/** An entry as the directory has it. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly crc32: number;
  readonly stored: number;
  readonly bytes: number;
  /** Where its local header begins. */
  readonly at: number;
}

export interface ZipDirectory {
  readonly entries: readonly ZipEntry[];
  /** Where the directory begins. */
  readonly at: number;
  /** Bytes behind its end that belong to nothing. */
  readonly trailing: number;
}

/** The file is no whole ZIP; the message says in what way. */
export class BrokenZip extends Error {}

const END_BYTES = 22;
const MOST_TAIL = END_BYTES + 65_535;
/** An export has three entries. */
const MOST_ENTRIES = 100;
const MOST_DIRECTORY_BYTES = 1024 * 1024;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const WIDE = 0xffffffff;

/** The directory at the end of a ZIP (APPNOTE 4.3.12 to 4.3.16). @throws BrokenZip */
export async function readDirectory(file: FileHandle, size: number): Promise<ZipDirectory> {
  const tailAt = Math.max(0, size - MOST_TAIL);
  const tail = await readAt(file, tailAt, size - tailAt);
  const found = tail.lastIndexOf(signature(END));
  if (found === -1 || found + END_BYTES > tail.length)
    throw new BrokenZip('It has no end: it was cut off, or is no ZIP file.');
  const end = await endOf(file, tail.subarray(found), tailAt + found);
  if (end.count > MOST_ENTRIES || end.bytes > MOST_DIRECTORY_BYTES)
    throw new BrokenZip('It has far more entries than an export.');
  if (end.at + end.bytes > tailAt + found)
    throw new BrokenZip('Its directory is not where it says: it was cut, or something was put in.');
  const directory = await readAt(file, end.at, end.bytes);
  return {
    entries: entriesOf(directory, end.count),
    at: end.at,
    trailing: size - tailAt - found - END_BYTES,
  };
}

interface End {
  readonly count: number;
  readonly bytes: number;
  readonly at: number;
}

async function endOf(file: FileHandle, end: Buffer, place: number): Promise<End> {
  const narrow = { count: end.readUInt16LE(10), bytes: end.readUInt32LE(12), at: end.readUInt32LE(16) };
  if (narrow.count !== 0xffff && narrow.bytes !== WIDE && narrow.at !== WIDE) return narrow;
  const locator = await readAt(file, place - 20, 20);
  if (locator.readUInt32LE(0) !== LOCATOR_64) return narrow;
  const wide = await readAt(file, Number(locator.readBigUInt64LE(8)), 56);
  if (wide.readUInt32LE(0) !== END_64) throw new BrokenZip('Its end for large files is not where it says.');
  return {
    count: Number(wide.readBigUInt64LE(32)),
    bytes: Number(wide.readBigUInt64LE(40)),
    at: Number(wide.readBigUInt64LE(48)),
  };
}

function entriesOf(directory: Buffer, count: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  while (entries.length < count) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== CENTRAL)
      throw new BrokenZip('Its directory is damaged.');
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((offset) =>
      directory.readUInt16LE(at + offset),
    ) as [number, number, number];
    const nameAt = at + 46;
    const extra = directory.subarray(nameAt + nameBytes, nameAt + nameBytes + extraBytes);
    const wide = wideSizes(extra);
    const sizeAt = (offset: number): number => {
      const narrow = directory.readUInt32LE(at + offset);
      return narrow === WIDE ? (wide.shift() ?? narrow) : narrow;
    };
    const [bytes, stored, place] = [sizeAt(24), sizeAt(20), sizeAt(42)];
    entries.push({
      name: directory.toString('utf8', nameAt, nameAt + nameBytes),
      method: directory.readUInt16LE(at + 10),
      crc32: directory.readUInt32LE(at + 16),
      stored,
      bytes,
      at: place,
    });
    at = nameAt + nameBytes + extraBytes + commentBytes;
  }
  if (at !== directory.length) throw new BrokenZip('Its directory holds more than its entries.');
  return entries;
}

/** APPNOTE 4.5.3, in the order of the fields that did not fit. */
function wideSizes(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    const sizes: number[] = [];
    const end = Math.min(extra.length, at + 4 + extra.readUInt16LE(at + 2));
    for (let place = at + 4; place + 8 <= end; place += 8) sizes.push(Number(extra.readBigUInt64LE(place)));
    return sizes;
  }
  return [];
}

/** @throws BrokenZip when the file is shorter. */
export async function readAt(file: FileHandle, at: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes);
  const { bytesRead } =
    at >= 0 && Number.isSafeInteger(at) ? await file.read(buffer, 0, bytes, at) : { bytesRead: -1 };
  if (bytesRead !== bytes) throw new BrokenZip('It ends in the middle: it was cut off.');
  return buffer;
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
