/** What is known of an entry of a ZIP: what its descriptor and the central directory say. `at` is where its header begins. */
export interface ZipEntry {
  readonly name: string;
  readonly compressed: boolean;
  readonly at: number;
  readonly crc32: number;
  /** Bytes as they lie in the file. */
  readonly stored: number;
  /** Bytes of the content. */
  readonly bytes: number;
}

const MOST_32 = 0xffffffff;
const MOST_16 = 0xffff;
const VERSION = 20;
const VERSION_64 = 45;
/** Sizes follow the data; names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATE = 8;

/** APPNOTE 4.3.7. Sizes and sum are not known yet: a descriptor follows. */
export function localHeader({ name, compressed }: ZipEntry, modifiedAt: Date): Buffer {
  const path = Buffer.from(name);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(FLAGS, 6);
  header.writeUInt16LE(compressed ? DEFLATE : 0, 8);
  header.writeUInt32LE(dosTime(modifiedAt), 10);
  header.writeUInt16LE(path.length, 26);
  return Buffer.concat([header, path]);
}

/** APPNOTE 4.3.9: eight bytes a size where four do not do. */
export function dataDescriptor(entry: ZipEntry): Buffer {
  const wide = entry.stored > MOST_32 || entry.bytes > MOST_32;
  const descriptor = Buffer.alloc(wide ? 24 : 16);
  descriptor.writeUInt32LE(0x08074b50, 0);
  descriptor.writeUInt32LE(entry.crc32, 4);
  if (wide) {
    descriptor.writeBigUInt64LE(BigInt(entry.stored), 8);
    descriptor.writeBigUInt64LE(BigInt(entry.bytes), 16);
  } else {
    descriptor.writeUInt32LE(entry.stored, 8);
    descriptor.writeUInt32LE(entry.bytes, 12);
  }
  return descriptor;
}

/** APPNOTE 4.3.12, with the ZIP64 field of 4.5.3 for what does not fit into 32 bits. */
export function centralHeader(entry: ZipEntry, modifiedAt: Date): Buffer {
  const path = Buffer.from(entry.name);
  const wide = [entry.bytes, entry.stored, entry.at].filter((size) => size >= MOST_32);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(wide.length > 0 ? VERSION_64 : VERSION, 4);
  header.writeUInt16LE(wide.length > 0 ? VERSION_64 : VERSION, 6);
  header.writeUInt16LE(FLAGS, 8);
  header.writeUInt16LE(entry.compressed ? DEFLATE : 0, 10);
  header.writeUInt32LE(dosTime(modifiedAt), 12);
  header.writeUInt32LE(entry.crc32, 16);
  header.writeUInt32LE(Math.min(entry.stored, MOST_32), 20);
  header.writeUInt32LE(Math.min(entry.bytes, MOST_32), 24);
  header.writeUInt16LE(path.length, 28);
  header.writeUInt16LE(wide.length > 0 ? 4 + wide.length * 8 : 0, 30);
  header.writeUInt32LE(Math.min(entry.at, MOST_32), 42);
  return Buffer.concat([header, path, zip64Field(wide)]);
}

function zip64Field(sizes: readonly number[]): Buffer {
  if (sizes.length === 0) return Buffer.alloc(0);
  const field = Buffer.alloc(4 + sizes.length * 8);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(sizes.length * 8, 2);
  sizes.forEach((size, index) => field.writeBigUInt64LE(BigInt(size), 4 + index * 8));
  return field;
}

/** APPNOTE 4.3.14 to 4.3.16. `at` and `bytes` are the central directory's. */
export function endOfDirectory(entries: number, at: number, bytes: number): Buffer {
  const wide = entries >= MOST_16 || at >= MOST_32 || bytes >= MOST_32;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(entries, MOST_16), 8);
  end.writeUInt16LE(Math.min(entries, MOST_16), 10);
  end.writeUInt32LE(Math.min(bytes, MOST_32), 12);
  end.writeUInt32LE(Math.min(at, MOST_32), 16);
  return wide ? Buffer.concat([zip64End(entries, at, bytes), end]) : end;
}

function zip64End(entries: number, at: number, bytes: number): Buffer {
  const end = Buffer.alloc(56 + 20);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(VERSION_64, 12);
  end.writeUInt16LE(VERSION_64, 14);
  end.writeBigUInt64LE(BigInt(entries), 24);
  end.writeBigUInt64LE(BigInt(entries), 32);
  end.writeBigUInt64LE(BigInt(bytes), 40);
  end.writeBigUInt64LE(BigInt(at), 48);
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(at + bytes), 64);
  end.writeUInt32LE(1, 72);
  return end;
}

/** Date and time of MS-DOS, in UTC: 1980 to 2107, by two seconds. */
function dosTime(moment: Date): number {
  const year = Math.min(Math.max(moment.getUTCFullYear(), 1980), 2107);
  const date = ((year - 1980) << 9) | ((moment.getUTCMonth() + 1) << 5) | moment.getUTCDate();
  const time = (moment.getUTCHours() << 11) | (moment.getUTCMinutes() << 5) | (moment.getUTCSeconds() >> 1);
  return ((date << 16) | time) >>> 0;
}
