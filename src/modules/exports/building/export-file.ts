import { createHash, type Hash } from 'node:crypto';
import type { CopiedRow } from '../../../platform/database/copy-rows';
import type { FileStore } from '../../../platform/files/file-store';
import type { ZipState } from '../../../platform/files/zip-writer';
import { exportFormat } from '../formats/export-formats';
import type { SupplementFile } from '../exports.supplements';
import type { ExportFacts, FileWriter } from '../formats/file-writer';
import type { Progress } from '../storage/export-attempts';
import { COLUMN } from './exported-columns';
import { PackedDraft } from './packed-draft';
import { PartTally, type Part } from './part-tally';
import { ResumedContent } from './resumed-content';

/** What is to be written. */
export interface FilePlan {
  readonly format: string;
  readonly facts: ExportFacts;
  /** The name of the draft in the store, and of the file in the ZIP. */
  readonly draft: string;
  readonly name: string;
}

/** What is written, before it is packed. */
export interface WrittenFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What `Progress.state` holds, as JSON. */
interface ResumeState {
  readonly writer: unknown;
  readonly zip: ZipState;
  readonly parts: number;
}

/** Where a file is begun or gone on with. */
interface Place {
  readonly packed: PackedDraft;
  readonly writer: FileWriter;
  readonly content: Hash;
  readonly parts: number;
}

/** The file of an export while it grows: rows become the format's bytes, part by part, and these an entry of the ZIP. */
export class ExportFile {
  readonly #packed: PackedDraft;
  readonly #writer: FileWriter;
  readonly #content: Hash;
  #tally: PartTally;
  #parts: number;

  private constructor(
    private readonly plan: FilePlan,
    place: Place,
    private position: number,
    private rows: number,
    /** Whether it goes on where a dead attempt stopped. */
    readonly resumed: boolean,
  ) {
    ({ packed: this.#packed, writer: this.#writer, content: this.#content, parts: this.#parts } = place);
    this.#tally = new PartTally(this.#parts + 1);
  }

  /** Goes on where a dead attempt stopped if its bytes are still there, else begins anew. */
  static async open(files: FileStore, plan: FilePlan, previous: Progress | null): Promise<ExportFile> {
    const found = previous && (await resume(files, plan, previous));
    if (found) return new ExportFile(plan, found, previous.position, previous.rows, true);
    const file = new ExportFile(plan, await begin(files, plan), 0, 0, false);
    try {
      await file.#packed.begin(plan.name, exportFormat(plan.format).compressed);
      await file.#write(await file.#writer.begin());
      return file;
    } catch (error) {
      await file.discard();
      throw error;
    }
  }

  /** How far it is; right behind the end of a part. */
  get progress(): Progress {
    const state: ResumeState = {
      writer: this.#writer.state,
      zip: this.#packed.state,
      parts: this.#parts,
    };
    return {
      position: this.position,
      rows: this.rows,
      bytes: this.#packed.bytes,
      draft: this.plan.draft,
      state: JSON.stringify(state),
    };
  }

  /** The sequence of the last row. */
  get last(): number {
    return this.position;
  }

  /** Ended so far. */
  get parts(): number {
    return this.#parts;
  }

  async add(rows: readonly CopiedRow[]): Promise<void> {
    await this.#write(await this.#writer.add(rows));
    this.#tally.rows(rows);
    this.rows += rows.length;
    if (rows.length > 0) this.position = Number(rows.at(-1)?.[COLUMN.sequence]);
  }

  /** Hands everything to the system and begins another part. */
  async endPart(): Promise<Part> {
    await this.#write(await this.#writer.endPart());
    await this.#packed.flush();
    return this.#nextPart();
  }

  /** Ends the file, not the ZIP. `end`: what stands behind the last part, without rows; null if nothing does. */
  async finish(): Promise<{ file: WrittenFile; end: Part | null }> {
    await this.#write(await this.#writer.finish());
    await this.#packed.endEntry();
    await this.#packed.flush();
    const end = this.#nextPart();
    return {
      file: {
        name: this.plan.name,
        type: exportFormat(this.plan.format).file.type,
        bytes: this.#packed.state.entries[0]?.bytes ?? 0,
        sha256: this.#content.digest('hex'),
      },
      end: end.bytes > 0 ? end : null,
    };
  }

  /** Another file beside that of the events. */
  async supplement({ name, lines }: SupplementFile): Promise<WrittenFile> {
    const hash = createHash('sha256');
    await this.#packed.begin(name, true);
    for await (const line of lines) {
      const chunk = Buffer.from(line);
      hash.update(chunk);
      await this.#packed.write(chunk);
    }
    await this.#packed.endEntry();
    await this.#packed.flush();
    const bytes = this.#packed.state.entries.at(-1)?.bytes ?? 0;
    return { name, type: 'application/x-ndjson', bytes, sha256: hash.digest('hex') };
  }

  /** Ends the ZIP with these and publishes it. */
  async publish(enclosed: readonly (readonly [name: string, bytes: Uint8Array])[]): Promise<string> {
    for (const [name, bytes] of enclosed) {
      await this.#packed.begin(name, false);
      await this.#packed.write(bytes);
      await this.#packed.endEntry();
    }
    return this.#packed.publish();
  }

  /** Of the whole ZIP. */
  get bytes(): number {
    return this.#packed.bytes;
  }

  sync(): Promise<void> {
    return this.#packed.sync();
  }

  close(): Promise<void> {
    return this.#packed.close();
  }

  discard(): Promise<void> {
    return this.#packed.discard();
  }

  async #write(chunks: readonly Uint8Array[]): Promise<void> {
    for (const chunk of chunks) {
      this.#content.update(chunk);
      this.#tally.bytes(chunk);
      await this.#packed.write(chunk);
    }
  }

  #nextPart(): Part {
    const part = this.#tally.end();
    this.#parts += 1;
    this.#tally = new PartTally(this.#parts + 1);
    return part;
  }
}

async function begin(files: FileStore, { draft, format, facts }: FilePlan): Promise<Place> {
  return {
    packed: new PackedDraft(await files.begin(draft), new Date(facts.requestedAt)),
    writer: await exportFormat(format).file.open(facts, null),
    content: createHash('sha256'),
    parts: 0,
  };
}

/** Null when the dead attempt's bytes are not there any more, or are not what they were. */
async function resume(files: FileStore, plan: FilePlan, previous: Progress): Promise<Place | null> {
  const state = JSON.parse(previous.state) as ResumeState;
  const [entry] = state.zip.entries;
  if (entry === undefined) return null;
  const hash = createHash('sha256');
  const content = new ResumedContent(entry);
  const from = { name: previous.draft, bytes: previous.bytes };
  const draft = await files.resume(plan.draft, from, async (chunk) => {
    hash.update(chunk);
    await content.add(chunk);
  });
  if (!content.end() || draft === null) {
    await draft?.discard();
    return null;
  }
  return {
    packed: new PackedDraft(draft, new Date(plan.facts.requestedAt), state.zip, hash),
    writer: await exportFormat(plan.format).file.open(plan.facts, state.writer),
    content: content.hash,
    parts: state.parts,
  };
}
