import { createHash } from 'node:crypto';
import type { FileDraft } from '../../../platform/files/file-store';
import { deflateBlock, ZIP_BLOCK_BYTES, ZipWriter, type ZipState } from '../../../platform/files/zip-writer';

/** Steps under way at once: as many blocks are in memory. */
const MOST_STEPS = 4;

/**
 * A ZIP while it is written to a draft, with the hash of what is in it. Blocks are deflated in threads, several at a time, and
 * written in their order; whoever writes waits when too many are under way.
 */
export class PackedDraft {
  #block: Buffer = Buffer.allocUnsafe(ZIP_BLOCK_BYTES);
  #used = 0;
  /** Written, and to be filled again: new ones all the time would cost more than what is done with them. */
  readonly #free: Buffer[] = [];
  #compressed = false;
  #last: Promise<void> = Promise.resolve();
  readonly #underWay: Promise<void>[] = [];
  readonly #zip: ZipWriter;

  /** `hash` has seen what is in the draft already. */
  constructor(
    private readonly file: FileDraft,
    modifiedAt: Date,
    state?: ZipState,
    private readonly hash = createHash('sha256'),
  ) {
    this.#zip = new ZipWriter(modifiedAt, state);
    this.#compressed = state?.open === true && state.entries.at(-1)?.compressed === true;
  }

  get bytes(): number {
    return this.file.bytes;
  }

  /** Only right behind a flush. */
  get state(): ZipState {
    return this.#zip.state;
  }

  async begin(name: string, compressed: boolean): Promise<void> {
    this.#compressed = compressed;
    await this.#step(() => this.#put([this.#zip.begin(name, { compressed })]));
  }

  /** Takes the chunk over: it may change as soon as this resolves. */
  async write(chunk: Uint8Array): Promise<void> {
    for (let at = 0; at < chunk.length;) {
      const taken = Math.min(chunk.length - at, ZIP_BLOCK_BYTES - this.#used);
      this.#block.set(chunk.subarray(at, at + taken), this.#used);
      this.#used += taken;
      at += taken;
      if (this.#used === ZIP_BLOCK_BYTES) await this.#writeBlock();
    }
  }

  /** When it resolves, the system has every byte. */
  async flush(): Promise<void> {
    if (this.#used > 0) await this.#writeBlock();
    await this.#last;
  }

  async endEntry(): Promise<void> {
    await this.flush();
    await this.#step(() => this.#put(this.#zip.endEntry()));
  }

  /** Ends the ZIP and makes it the file of its name; resolves with its SHA-256, in hex. */
  async publish(): Promise<string> {
    await this.#step(() => this.#put(this.#zip.finish()));
    await this.#last;
    await this.file.publish();
    return this.hash.digest('hex');
  }

  /** When it resolves, everything flushed before survives a crash; more may be written meanwhile. */
  sync(): Promise<void> {
    return this.file.sync();
  }

  async close(): Promise<void> {
    await this.#last.catch(() => undefined);
    await this.file.close();
  }

  async discard(): Promise<void> {
    await this.#last.catch(() => undefined);
    await this.file.discard();
  }

  #writeBlock(): Promise<void> {
    const block = this.#block;
    const content = block.subarray(0, this.#used);
    const deflated = this.#compressed ? deflateBlock(content) : null;
    deflated?.catch(() => undefined);
    this.#block = this.#free.pop() ?? Buffer.allocUnsafe(ZIP_BLOCK_BYTES);
    this.#used = 0;
    return this.#step(async () => {
      await this.#put(
        deflated === null ? this.#zip.write(content) : [this.#zip.writeDeflated(content, await deflated)],
      );
      this.#free.push(block);
    });
  }

  async #put(chunks: readonly Uint8Array[]): Promise<void> {
    for (const chunk of chunks) {
      this.hash.update(chunk);
      await this.file.write(chunk);
    }
  }

  /** Behind all steps before it; waits while there are too many. */
  async #step(step: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(step);
    this.#last.catch(() => undefined);
    this.#underWay.push(this.#last);
    if (this.#underWay.length > MOST_STEPS) await this.#underWay.shift();
  }
}
