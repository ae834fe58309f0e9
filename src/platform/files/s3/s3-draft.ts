import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import type { FileDraft } from '../file-store';
import { PIECE_BYTES, type S3Bucket } from './s3-bucket';
import { pieceKey, piecesFolder, readPieces, type Piece } from './s3-pieces';

/**
 * A draft as objects beside its name: what is in one of them is durable and can be read by whoever goes on. `publish` streams
 * them into the object of the name, which S3 shows when it is whole. Memory: the piece that fills, and the one that is sent.
 */
export class S3Draft implements FileDraft {
  #bytes = 0;
  #filling: Buffer | null = null;
  #used = 0;
  readonly #pieces: Piece[] = [];
  /** One after the other, so that there is never a piece without those before it; the first error is everybody's. */
  #sent: Promise<void> = Promise.resolve();

  constructor(
    private readonly bucket: S3Bucket,
    private readonly name: string,
  ) {}

  get bytes(): number {
    return this.#bytes;
  }

  /** Takes a copy: the caller may use the chunk again. */
  async write(chunk: Uint8Array): Promise<void> {
    for (let at = 0; at < chunk.length;) {
      if (this.#used === PIECE_BYTES) {
        await this.#sent;
        this.#seal();
      }
      this.#filling ??= Buffer.allocUnsafe(PIECE_BYTES);
      const taken = Math.min(PIECE_BYTES - this.#used, chunk.length - at);
      this.#filling.set(chunk.subarray(at, at + taken), this.#used);
      this.#used += taken;
      at += taken;
    }
    this.#bytes += chunk.length;
  }

  async sync(): Promise<void> {
    this.#seal();
    await this.#sent;
  }

  async publish(): Promise<void> {
    await this.sync();
    const body = Readable.from(readPieces(this.bucket, this.#pieces), { objectMode: false });
    await this.bucket.upload(this.name, body, this.#bytes);
    // The file is there; pieces that stay go when its folder is cleared.
    await this.#deletePieces().catch(() => undefined);
  }

  async close(): Promise<void> {
    // Whoever goes on needs what was synced, which is there; more is a courtesy.
    await this.sync().catch(() => undefined);
  }

  async discard(): Promise<void> {
    this.#used = 0;
    await this.#sent.catch(() => undefined);
    await this.#deletePieces();
    await this.bucket.delete([this.name]);
  }

  /** What has been written becomes a piece, on its way. */
  #seal(): void {
    if (!this.#filling || this.#used === 0) return;
    const bytes = this.#filling.subarray(0, this.#used);
    [this.#filling, this.#used] = [null, 0];
    const key = pieceKey(this.name, this.#pieces.length + 1);
    this.#pieces.push({ key, bytes: bytes.length, crc32: crc32(bytes) });
    this.#sent = this.#sent.then(() => this.bucket.put(key, bytes));
    this.#sent.catch(() => undefined);
  }

  async #deletePieces(): Promise<void> {
    for await (const page of this.bucket.list(piecesFolder(this.name)))
      await this.bucket.delete(page.map(({ key }) => key));
  }
}
