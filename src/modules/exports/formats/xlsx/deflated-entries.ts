import { deflateBlock, ZIP_BLOCK_BYTES, type ZipWriter } from '../../../../platform/files/zip-writer';

/** Blocks that threads deflate at once, and with them what is kept in memory. */
const MOST_AT_ONCE = 4;

/** Text for the open entry of a ZIP file, deflated by threads while more is made. Blocks come out in their order. */
export class DeflatedEntries {
  #block = Buffer.allocUnsafe(ZIP_BLOCK_BYTES);
  #used = 0;
  readonly #underWay: { readonly content: Uint8Array; readonly deflated: Promise<Buffer> }[] = [];

  constructor(private readonly zip: ZipWriter) {}

  /** Bytes of the file that are ready. */
  async add(text: string): Promise<Uint8Array[]> {
    const bytes = Buffer.from(text);
    const ready: Uint8Array[] = [];
    for (let at = 0; at < bytes.length;) {
      const copied = bytes.copy(this.#block, this.#used, at);
      this.#used += copied;
      at += copied;
      if (this.#used === ZIP_BLOCK_BYTES) this.#deflate();
      if (this.#underWay.length > MOST_AT_ONCE) ready.push(await this.#first());
    }
    return ready;
  }

  /** Everything that was kept back. */
  async flush(): Promise<Uint8Array[]> {
    if (this.#used > 0) this.#deflate();
    const ready: Uint8Array[] = [];
    while (this.#underWay.length > 0) ready.push(await this.#first());
    return ready;
  }

  #deflate(): void {
    const content = this.#block.subarray(0, this.#used);
    const deflated = deflateBlock(content);
    deflated.catch(() => undefined);
    this.#underWay.push({ content, deflated });
    this.#block = Buffer.allocUnsafe(ZIP_BLOCK_BYTES);
    this.#used = 0;
  }

  async #first(): Promise<Uint8Array> {
    const block = this.#underWay.shift();
    if (block === undefined) throw new Error('nothing is under way');
    return this.zip.writeDeflated(block.content, await block.deflated);
  }
}
