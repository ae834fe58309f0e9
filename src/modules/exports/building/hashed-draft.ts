import { createHash } from 'node:crypto';
import type { CopiedRow } from '../../../platform/database/copy-rows';
import type { FileDraft, FileStore } from '../../../platform/files/file-store';
import type { Progress } from '../storage/export-attempts';
import type { LineFormat } from './formats';

const FLUSH_CHARACTERS = 256 * 1024;

/** The file of an export while it grows, with the hash of what is in it. */
export class HashedDraft {
  #pending = '';
  #position = 0;
  #rows = 0;

  private constructor(
    private readonly file: FileDraft,
    private readonly name: string,
    private readonly format: LineFormat,
    private readonly hash = createHash('sha256'),
  ) {}

  /** Goes on where a dead attempt stopped if its bytes are still there, else begins anew. */
  static async open(
    files: FileStore,
    name: string,
    format: LineFormat,
    previous: Progress | null,
  ): Promise<HashedDraft> {
    const hash = createHash('sha256');
    const resumed =
      previous &&
      (await files.resume(name, { name: previous.draft, bytes: previous.bytes }, (chunk) =>
        hash.update(chunk),
      ));
    const draft = new HashedDraft(resumed ?? (await files.begin(name)), name, format, hash);
    if (resumed) {
      draft.#position = previous.position;
      draft.#rows = previous.rows;
    } else {
      draft.#pending = format.head;
    }
    return draft;
  }

  get progress(): Progress {
    return { position: this.#position, rows: this.#rows, bytes: this.file.bytes, draft: this.name };
  }

  async add(rows: readonly CopiedRow[]): Promise<void> {
    const { line } = this.format;
    for (const row of rows) this.#pending += line(row);
    if (rows.length > 0) this.#position = Number(rows.at(-1)?.[0]);
    this.#rows += rows.length;
    if (this.#pending.length >= FLUSH_CHARACTERS) await this.#flush();
  }

  /** When it resolves, everything added survives a crash. */
  async sync(): Promise<void> {
    await this.#flush();
    await this.file.sync();
  }

  /** Makes it the file of its name; resolves with the SHA-256 of the whole, in hex. */
  async publish(): Promise<string> {
    await this.sync();
    await this.file.publish();
    return this.hash.digest('hex');
  }

  close(): Promise<void> {
    return this.file.close();
  }

  discard(): Promise<void> {
    return this.file.discard();
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.from(this.#pending, 'utf8');
    this.#pending = '';
    this.hash.update(bytes);
    await this.file.write(bytes);
  }
}
