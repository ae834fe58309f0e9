import { createHash, type Hash } from 'node:crypto';
import { createInflateRaw, crc32, type InflateRaw } from 'node:zlib';
import { localHeader, type ZipEntry } from '../../../platform/files/zip-records';

/** Reads the first entry of a ZIP again, as far as it was written: a hash cannot be kept, so it is made anew. */
export class ResumedContent {
  readonly hash: Hash = createHash('sha256');
  #skip: number;
  #bytes = 0;
  #crc32 = 0;
  #failed = false;
  readonly #inflate: InflateRaw | null;

  constructor(private readonly entry: ZipEntry) {
    this.#skip = localHeader(entry, new Date(0)).length;
    this.#inflate = entry.compressed ? createInflateRaw() : null;
    this.#inflate?.on('data', (bytes: Buffer) => this.#take(bytes));
    this.#inflate?.on('error', () => (this.#failed = true));
  }

  /** The next bytes of the ZIP; resolves when they have been read. */
  async add(chunk: Uint8Array): Promise<void> {
    const content = chunk.subarray(Math.min(this.#skip, chunk.length));
    this.#skip -= chunk.length - content.length;
    const inflate = this.#inflate;
    if (inflate === null) this.#take(content);
    else if (!this.#failed && content.length > 0)
      await new Promise<void>((resolve) => inflate.write(content, () => resolve()));
  }

  /** True when it was what the entry says. */
  end(): boolean {
    this.#inflate?.destroy();
    return !this.#failed && this.#bytes === this.entry.bytes && this.#crc32 === this.entry.crc32;
  }

  #take(bytes: Uint8Array): void {
    this.hash.update(bytes);
    this.#crc32 = crc32(bytes, this.#crc32);
    this.#bytes += bytes.length;
  }
}
