import { textOf } from './bytes';
import type { Source } from './tools';

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
  /** Bytes of fields and comments, which no export has: some programs take another name from there. */
  readonly more: number;
}

export interface ZipDirectory {
  readonly entries: readonly ZipEntry[];
  /** Where the directory begins. */
  readonly at: number;
  /** Bytes between it and its end: some programs look for it there, and find another one. */
  readonly gap: number;
  /** Bytes behind its end that belong to nothing. */
  readonly trailing: number;
}

/** The file is no whole ZIP; the message says in what way. */
export class BrokenZip extends Error {}

const END_BYTES = 22;
const MOST_TAIL = END_BYTES + 65_535;
/** An export has few entries; an organization's bundle some fifty. */
const MOST_ENTRIES = 100;
const MOST_DIRECTORY_BYTES = 1024 * 1024;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const END_64_BYTES = 56;
const LOCATOR_64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const WIDE = 0xffffffff;

/** The directory at the end of a ZIP (APPNOTE 4.3.12 to 4.3.16). @throws BrokenZip */
export async function readDirectory(file: Source): Promise<ZipDirectory> {
  const { size } = file;
  const tailAt = Math.max(0, size - MOST_TAIL);
  const tail = await readAt(file, tailAt, size - tailAt);
  const found = lastEnd(tail);
  if (found === -1) throw new BrokenZip('It has no end: it was cut off, or is no ZIP file.');
  const end = await endOf(file, tail.subarray(found), tailAt + found);
  if (end.count > MOST_ENTRIES || end.bytes > MOST_DIRECTORY_BYTES)
    throw new BrokenZip('It has far more entries than an export.');
  if (end.at + end.bytes > tailAt + found)
    throw new BrokenZip('Its directory is not where it says: it was cut, or something was put in.');
  const directory = await readAt(file, end.at, end.bytes);
  return {
    entries: entriesOf(directory, end.count),
    at: end.at,
    gap: end.from - end.at - end.bytes,
    trailing: size - tailAt - found - END_BYTES,
  };
}

interface End {
  readonly count: number;
  readonly bytes: number;
  readonly at: number;
  /** Where the end itself begins. */
  readonly from: number;
}

async function endOf(file: Source, end: Uint8Array, place: number): Promise<End> {
  const narrow = { count: uint16(end, 10), bytes: uint32(end, 12), at: uint32(end, 16), from: place };
  if (narrow.count !== 0xffff && narrow.bytes !== WIDE && narrow.at !== WIDE) return narrow;
  const locator = await readAt(file, place - 20, 20);
  if (uint32(locator, 0) !== LOCATOR_64) return narrow;
  const from = uint64(locator, 8);
  const wide = await readAt(file, from, END_64_BYTES);
  if (uint32(wide, 0) !== END_64 || from + END_64_BYTES + 20 !== place)
    throw new BrokenZip('Its end for large files is not where it says.');
  return {
    count: uint64(wide, 32),
    bytes: uint64(wide, 40),
    at: uint64(wide, 48),
    from,
  };
}

function entriesOf(directory: Uint8Array, count: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  while (entries.length < count) {
    if (at + 46 > directory.length || uint32(directory, at) !== CENTRAL)
      throw new BrokenZip('Its directory is damaged.');
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((offset) =>
      uint16(directory, at + offset),
    ) as [number, number, number];
    const nameAt = at + 46;
    const extra = directory.subarray(nameAt + nameBytes, nameAt + nameBytes + extraBytes);
    const wide = wideSizes(extra);
    const wideBytes = wide.length === 0 ? 0 : 4 + wide.length * 8;
    const sizeAt = (offset: number): number => {
      const narrow = uint32(directory, at + offset);
      return narrow === WIDE ? (wide.shift() ?? narrow) : narrow;
    };
    const [bytes, stored, place] = [sizeAt(24), sizeAt(20), sizeAt(42)];
    entries.push({
      name: nameIn(directory.subarray(nameAt, nameAt + nameBytes)),
      method: uint16(directory, at + 10),
      crc32: uint32(directory, at + 16),
      stored,
      bytes,
      at: place,
      more: extraBytes + commentBytes - wideBytes,
    });
    at = nameAt + nameBytes + extraBytes + commentBytes;
  }
  if (at !== directory.length) throw new BrokenZip('Its directory holds more than its entries.');
  return entries;
}

/** APPNOTE 4.5.3, in the order of the fields that did not fit. */
function wideSizes(extra: Uint8Array): number[] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + uint16(extra, at + 2)) {
    if (uint16(extra, at) !== 1) continue;
    const sizes: number[] = [];
    const end = Math.min(extra.length, at + 4 + uint16(extra, at + 2));
    for (let place = at + 4; place + 8 <= end; place += 8) sizes.push(uint64(extra, place));
    return sizes;
  }
  return [];
}

/** @throws BrokenZip when the file is shorter. */
export async function readAt(file: Source, at: number, bytes: number): Promise<Uint8Array> {
  const within = at >= 0 && Number.isSafeInteger(at) && at + bytes <= file.size;
  const read = within ? await file.read(at, bytes) : null;
  if (read?.length !== bytes) throw new BrokenZip('It ends in the middle: it was cut off.');
  return read;
}

/** Where the end of the directory begins; -1 when it is not there. */
function lastEnd(tail: Uint8Array): number {
  for (let at = tail.length - END_BYTES; at >= 0; at--) if (uint32(tail, at) === END) return at;
  return -1;
}

/** @throws BrokenZip when it is no UTF-8. */
export function nameIn(bytes: Uint8Array): string {
  try {
    return textOf(bytes);
  } catch {
    throw new BrokenZip('It has an entry whose name cannot be read.');
  }
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);

/** @throws BrokenZip beyond the end. */
export function uint16(bytes: Uint8Array, at: number): number {
  if (at + 2 > bytes.length) throw new BrokenZip('Its directory is damaged.');
  return viewOf(bytes).getUint16(at, true);
}

/** @throws BrokenZip beyond the end. */
export function uint32(bytes: Uint8Array, at: number): number {
  if (at + 4 > bytes.length) throw new BrokenZip('Its directory is damaged.');
  return viewOf(bytes).getUint32(at, true);
}

const uint64 = (bytes: Uint8Array, at: number): number => uint32(bytes, at) + uint32(bytes, at + 4) * 2 ** 32;
