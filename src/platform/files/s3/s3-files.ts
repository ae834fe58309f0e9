import { Readable } from 'node:stream';
import type { S3Location } from '../../../../config/storage-url';
import { checkedName, FileStore, noSuchFile, type ByteRange, type FileDraft } from '../file-store';
import { PIECE_BYTES, S3Bucket, type S3Options } from './s3-bucket';
import { S3Draft } from './s3-draft';
import { listPieces, piecesFolder, readPieces } from './s3-pieces';

const OPTIONS: S3Options = { timeoutMs: 60_000, attempts: 4 };

/** Files in a bucket. What is published is one object; the object's name is the file's, below the prefix of the location. */
export class S3Files extends FileStore {
  readonly #bucket: S3Bucket;

  constructor(location: S3Location, options: Partial<S3Options> = {}) {
    super();
    this.#bucket = new S3Bucket(location, { ...OPTIONS, ...options });
  }

  async begin(name: string): Promise<FileDraft> {
    for await (const [piece] of this.#bucket.list(piecesFolder(checkedName(name)), 1))
      if (piece) throw Object.assign(new Error(`there is a draft of "${name}"`), { code: 'EEXIST' });
    return new S3Draft(this.#bucket, name);
  }

  async resume(
    name: string,
    from: { name: string; bytes: number },
    each: (chunk: Uint8Array) => void | Promise<void>,
  ): Promise<FileDraft | null> {
    const source = await this.#first(checkedName(from.name), from.bytes);
    if (!source) return null;
    const draft = await this.begin(name);
    try {
      for await (const chunk of source) {
        await each(chunk);
        await draft.write(chunk);
      }
      return draft;
    } catch (error) {
      await draft.discard().catch(() => undefined);
      throw error;
    }
  }

  async read(name: string, range?: ByteRange): Promise<Readable> {
    const bytes = await this.#bucket.size(checkedName(name));
    if (bytes === null) throw noSuchFile(name);
    const { start, end } = range ?? { start: 0, end: bytes };
    return Readable.from(this.#stretch(name, start, Math.min(end + 1, bytes)), { objectMode: false });
  }

  async size(name: string): Promise<number | null> {
    return this.#bucket.size(checkedName(name));
  }

  /** Through us: servers copy by themselves only up to 5 GiB, and not all of them do. */
  async copy(from: string, to: string): Promise<void> {
    const bytes = await this.#bucket.size(checkedName(from));
    if (bytes === null) throw noSuchFile(from);
    const body = Readable.from(this.#stretch(from, 0, bytes), { objectMode: false });
    await this.#bucket.upload(checkedName(to), body, bytes);
  }

  async remove(name: string): Promise<void> {
    await this.#bucket.delete([checkedName(name)]);
  }

  async clear(folder: string, except?: string): Promise<void> {
    const kept = except === undefined ? null : checkedName(except);
    const isKept = (key: string): boolean =>
      kept !== null && (key === kept || key.startsWith(piecesFolder(kept)));
    for await (const page of this.#bucket.list(`${checkedName(folder)}/`))
      await this.#bucket.delete(page.map(({ key }) => key).filter((key) => !isKept(key)));
  }

  check(): Promise<void> {
    return this.#bucket.check();
  }

  /** The first bytes of a draft, or of the file it has become; null when there are not so many. */
  async #first(name: string, bytes: number): Promise<AsyncIterable<Uint8Array> | null> {
    const pieces = await listPieces(this.#bucket, name);
    const drafted = pieces.reduce((sum, piece) => sum + piece.bytes, 0);
    if (pieces.length > 0 && drafted >= bytes) return readPieces(this.#bucket, pieces, bytes);
    const published = await this.#bucket.size(name);
    return published !== null && published >= bytes ? this.#stretch(name, 0, bytes) : null;
  }

  /** [start, end), piece by piece: a reader who takes their time keeps no connection to S3 open, and no piece but one in memory. */
  async *#stretch(name: string, start: number, end: number): AsyncGenerator<Uint8Array> {
    for (let at = start; at < end; at += PIECE_BYTES)
      yield await this.#bucket.get(name, { start: at, end: Math.min(at + PIECE_BYTES, end) - 1 });
  }
}
