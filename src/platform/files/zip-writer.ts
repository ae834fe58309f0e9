import { promisify } from 'node:util';
import { constants, crc32, deflateRaw, deflateRawSync } from 'node:zlib';
import { centralHeader, dataDescriptor, endOfDirectory, localHeader, type ZipEntry } from './zip-records';

/** All that another process needs to go on behind a flush: small, and JSON. `open`: whether the last entry is still written. */
export interface ZipState {
  readonly offset: number;
  readonly entries: readonly ZipEntry[];
  readonly open: boolean;
}

/** Content of a compressed entry is deflated by blocks of so many bytes, each for itself: that is what makes it resumable. */
export const ZIP_BLOCK_BYTES = 256 * 1024;

/** Room for what nearly every block becomes: each time it does not do, a thread has to be asked again. */
const chunkSize = 96 * 1024;
const OPTIONS = { level: 1, finishFlush: constants.Z_SYNC_FLUSH, chunkSize } as const;
/** An empty last block (RFC 1951): what ends a stream of blocks of which none says that it is the last. */
const LAST_BLOCK = Buffer.from([0x03, 0x00]);

const inThread = promisify(deflateRaw) as (bytes: Uint8Array, options: typeof OPTIONS) => Promise<Buffer>;

/** Deflates one block in a thread, for `writeDeflated()`. */
export const deflateBlock = (block: Uint8Array): Promise<Buffer> => inThread(block, OPTIONS);

/**
 * Writes a ZIP file as bytes that depend on nothing but what is put in: no clock, no random number, no way back. Where bytes are cut
 * into calls of `write()` makes no difference, where `flush()` is called does. Sizes follow the data, ZIP64 where it is needed.
 */
export class ZipWriter {
  #offset: number;
  readonly #entries: ZipEntry[];
  #open: boolean;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;

  constructor(
    private readonly modifiedAt: Date,
    state: ZipState = { offset: 0, entries: [], open: false },
  ) {
    this.#offset = state.offset;
    this.#entries = [...state.entries];
    this.#open = state.open;
  }

  /** @throws Error while compressed bytes wait for `flush()`. */
  get state(): ZipState {
    if (this.#pendingBytes > 0) throw new Error('flush before asking for the state');
    return { offset: this.#offset, entries: [...this.#entries], open: this.#open };
  }

  /** Begins an entry. @throws Error on a name twice, or while another entry is open. */
  begin(name: string, { compressed }: { readonly compressed: boolean }): Uint8Array {
    if (this.#open) throw new Error('end the entry before you begin another');
    if (this.#entries.some((entry) => entry.name === name)) throw new Error(`there is a ${name} already`);
    const entry = { name, compressed, at: this.#offset, crc32: 0, stored: 0, bytes: 0 };
    this.#entries.push(entry);
    this.#open = true;
    const header = localHeader(entry, this.modifiedAt);
    this.#offset += header.length;
    return header;
  }

  /** Content of the open entry. The chunk must not change before the next flush. */
  write(chunk: Uint8Array): Uint8Array[] {
    if (!this.#current().compressed) {
      this.#count(chunk, chunk.length);
      return [chunk];
    }
    const blocks: Uint8Array[] = [];
    for (let rest = chunk; rest.length > 0;) {
      const part = rest.subarray(0, ZIP_BLOCK_BYTES - this.#pendingBytes);
      this.#pending.push(part);
      this.#pendingBytes += part.length;
      rest = rest.subarray(part.length);
      if (this.#pendingBytes === ZIP_BLOCK_BYTES) blocks.push(...this.flush());
    }
    return blocks;
  }

  /** One block of a compressed entry that `deflateBlock()` made of `content`; not to be mixed with `write()` without a flush. */
  writeDeflated(content: Uint8Array, deflated: Uint8Array): Uint8Array {
    if (!this.#current().compressed || this.#pendingBytes > 0) throw new Error('no place for a block');
    this.#count(content, deflated.length);
    return deflated;
  }

  /** Nothing is kept back behind it: it ends a block. */
  flush(): Uint8Array[] {
    if (this.#pendingBytes === 0) return [];
    const content = Buffer.concat(this.#pending);
    this.#pending = [];
    this.#pendingBytes = 0;
    return [this.writeDeflated(content, deflateRawSync(content, OPTIONS))];
  }

  endEntry(): Uint8Array[] {
    const chunks = this.flush();
    if (this.#current().compressed) {
      this.#count(new Uint8Array(), LAST_BLOCK.length);
      chunks.push(LAST_BLOCK);
    }
    const descriptor = dataDescriptor(this.#current());
    this.#offset += descriptor.length;
    this.#open = false;
    return [...chunks, descriptor];
  }

  /** The directory; nothing can follow it. */
  finish(): Uint8Array[] {
    if (this.#open) throw new Error('end the entry before the file');
    const headers = this.#entries.map((entry) => centralHeader(entry, this.modifiedAt));
    const bytes = headers.reduce((sum, header) => sum + header.length, 0);
    const end = endOfDirectory(this.#entries.length, this.#offset, bytes);
    this.#offset += bytes + end.length;
    return [...headers, end];
  }

  #current(): ZipEntry {
    const entry = this.#entries.at(-1);
    if (!this.#open || entry === undefined) throw new Error('begin an entry first');
    return entry;
  }

  #count(content: Uint8Array, stored: number): void {
    const entry = this.#current();
    this.#entries[this.#entries.length - 1] = {
      ...entry,
      crc32: crc32(content, entry.crc32),
      stored: entry.stored + stored,
      bytes: entry.bytes + content.length,
    };
    this.#offset += stored;
  }
}
