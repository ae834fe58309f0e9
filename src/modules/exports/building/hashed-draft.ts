import { createHash } from 'node:crypto';
import type { CopiedRow } from '../../../platform/database/copy-rows';
import type { FileDraft, FileStore } from '../../../platform/files/file-store';
import type { Progress } from '../storage/export-attempts';
import type { LineFormat } from './formats';

const BUFFER_BYTES = 1024 * 1024;
/** UTF-8 takes at most three bytes for each UTF-16 unit. */
const MOST_BYTES = 3;

/** The file of an export while it grows, with the hash of what is in it. */
export class HashedDraft {
  #buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  #other = Buffer.allocUnsafe(BUFFER_BYTES);
  #used = 0;
  #writing: Promise<void> = Promise.resolve();
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
      (await files.resume(name, { name: previous.draft, bytes: previous.bytes }, (chunk) => {
        hash.update(chunk);
      }));
    const draft = new HashedDraft(resumed ?? (await files.begin(name)), name, format, hash);
    if (resumed) {
      draft.#position = previous.position;
      draft.#rows = previous.rows;
    } else {
      draft.#append(format.head);
    }
    return draft;
  }

  get progress(): Progress {
    return { position: this.#position, rows: this.#rows, bytes: this.file.bytes, draft: this.name };
  }

  async add(rows: readonly CopiedRow[]): Promise<void> {
    for (const row of rows) {
      const line = this.format.line(row);
      if (this.#used + line.length * MOST_BYTES > this.#buffer.length) await this.#write();
      this.#append(line);
    }
    if (rows.length > 0) this.#position = Number(rows.at(-1)?.[0]);
    this.#rows += rows.length;
  }

  /** Hands everything added to the system; resolves with how far that is. */
  async flush(): Promise<Progress> {
    await this.#write();
    await this.#writing;
    return this.progress;
  }

  /** When it resolves, everything flushed before survives a crash; more may be added meanwhile. */
  sync(): Promise<void> {
    return this.file.sync();
  }

  /** Makes it the file of its name; resolves with the SHA-256 of the whole, in hex. */
  async publish(): Promise<string> {
    await this.flush();
    await this.file.publish();
    return this.hash.digest('hex');
  }

  async close(): Promise<void> {
    await this.#writing.catch(() => undefined);
    await this.file.close();
  }

  async discard(): Promise<void> {
    await this.#writing.catch(() => undefined);
    await this.file.discard();
  }

  /** Text by text into bytes: one large text made of many small ones costs three times as much to encode. */
  #append(text: string): void {
    if (text.length * MOST_BYTES > this.#buffer.length - this.#used) {
      this.#buffer = Buffer.concat([
        this.#buffer.subarray(0, this.#used),
        Buffer.allocUnsafe(text.length * MOST_BYTES),
      ]);
    }
    this.#used += this.#buffer.write(text, this.#used);
  }

  /** One buffer is filled while the other is written. */
  async #write(): Promise<void> {
    const bytes = this.#buffer.subarray(0, this.#used);
    this.hash.update(bytes);
    await this.#writing;
    this.#writing = this.file.write(bytes);
    this.#writing.catch(() => undefined);
    [this.#buffer, this.#other] = [this.#other, this.#buffer];
    this.#used = 0;
  }
}
