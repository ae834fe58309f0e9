import { mkdir, open, readFile, rename, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HEADER, lineOf, readLines, type Remembered } from './memory-lines';

/** More lines than this beside one for each log, and the file is written anew. */
const SPARE_LINES = 4_096;

/** The memory cannot be read or written; `message` says what to do. */
export class MemoryFault extends Error {}

/**
 * What the sealer signed last of each log, in one file under the data directory, to which lines are added: durable before the checkpoint
 * they speak of. Whoever uses it holds the lock of sealing, so only one process writes; each looks whether another has written since.
 */
export class SealMemory {
  readonly #path: string;
  #entries = new Map<string, Remembered>();
  #lines = 0;
  /** Bytes of whole lines. */
  #length = 0;
  /** As the file was when it was last read or written; null: there is none. */
  #seen: string | null = null;

  constructor(dataDirectory: string) {
    this.#path = pathIn(dataDirectory);
  }

  /** Reads what is there, unless it is known. @throws MemoryFault */
  async open(): Promise<void> {
    await this.#guarded('read', async () => {
      const found = await this.#stamp();
      if (found !== null && found !== this.#seen) await this.#load(found);
      // Never there, or taken away from under us: what we know is written again.
      if (found === null) await this.#rewrite(this.#entries);
    });
  }

  at(organizationId: string): Remembered | undefined {
    return this.#entries.get(organizationId);
  }

  /** On disk when it resolves. @throws MemoryFault, and then nothing of it counts */
  async remember(entries: readonly Remembered[]): Promise<void> {
    if (entries.length === 0) return;
    await this.#guarded('written', async () => {
      const merged = new Map(this.#entries);
      for (const entry of entries) merged.set(entry.organizationId, entry);
      if (this.#lines + entries.length > merged.size + SPARE_LINES) return this.#rewrite(merged);
      await this.#append(entries.map(lineOf).join(''));
      this.#lines += entries.length;
      this.#entries = merged;
      this.#seen = await this.#stamp();
    });
  }

  async #load(found: string): Promise<void> {
    const text = await readFile(this.#path, 'latin1');
    const read = readLines(text);
    if (!read)
      throw new MemoryFault(
        `Nothing is sealed: ${this.#path} is damaged. Put it back from a backup of DATA_DIR; if there is none, look whether anybody set the database back, then move the file away: it begins anew with what the database says.`,
      );
    if (read.length === 0) return this.#rewrite(new Map());
    [this.#entries, this.#length, this.#seen] = [read.entries, read.length, found];
    this.#lines = text.slice(0, read.length).split('\n').length;
  }

  /** Behind the last whole line: what a crash left there is written over. */
  async #append(text: string): Promise<void> {
    await using(await open(this.#path, 'r+'), async (file) => {
      try {
        const { bytesWritten } = await file.write(text, this.#length, 'latin1');
        if (bytesWritten !== text.length) throw new Error('no space left');
        await file.truncate(this.#length + text.length);
        await file.datasync();
        this.#length += text.length;
      } catch (error) {
        await file.truncate(this.#length).catch(() => undefined);
        throw error;
      }
    });
  }

  /** Aside, then into place: there is always one whole file. */
  async #rewrite(entries: Map<string, Remembered>): Promise<void> {
    const text = HEADER + [...entries.values()].map(lineOf).join('');
    const directory = dirname(this.#path);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await using(await open(`${this.#path}.new`, 'w', 0o600), async (file) => {
      await file.writeFile(text, 'latin1');
      await file.sync();
    });
    await rename(`${this.#path}.new`, this.#path);
    for (const each of [directory, dirname(directory)]) await using(await open(each), (file) => file.sync());
    [this.#entries, this.#length, this.#lines] = [entries, text.length, entries.size];
    this.#seen = await this.#stamp();
  }

  async #stamp(): Promise<string | null> {
    const { ino, size } = await stat(this.#path).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { ino: 0, size: 0 };
      throw error;
    });
    return ino === 0 ? null : `${ino}/${size}`;
  }

  async #guarded(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof MemoryFault) throw error;
      // What is on disk is not known any more.
      this.#seen = 'unknown';
      throw new MemoryFault(
        `Nothing is sealed: what was signed last, ${this.#path}, cannot be ${what} (${(error as Error).message}). Sealing goes on by itself when this process may read and write it and the disk has room.`,
        { cause: error },
      );
    }
  }
}

/** What is remembered, read by somebody who does not seal; null when there is nothing to be read. */
export async function lookAtMemory(dataDirectory: string): Promise<ReadonlyMap<string, Remembered> | null> {
  const text = await readFile(pathIn(dataDirectory), 'latin1').catch(() => null);
  return text === null ? null : (readLines(text)?.entries ?? null);
}

const pathIn = (dataDirectory: string): string => join(dataDirectory, 'seals', 'journal');

async function using(file: FileHandle, work: (file: FileHandle) => Promise<void>): Promise<void> {
  try {
    await work(file);
  } finally {
    await file.close();
  }
}
