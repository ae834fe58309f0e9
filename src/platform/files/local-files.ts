import { randomUUID } from 'node:crypto';
import {
  access,
  constants,
  copyFile,
  link,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  stat,
  unlink,
  type FileHandle,
} from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { checkedName, FileStore, type ByteRange, type FileDraft } from './file-store';

const DRAFT = '.draft';
const COPY_BYTES = 1024 * 1024;

/** Files below one directory that only this user may enter. */
export class LocalFiles extends FileStore {
  constructor(private readonly root: string) {
    super();
  }

  async begin(name: string): Promise<FileDraft> {
    const path = this.#path(name);
    await makeDirectory(dirname(path));
    return new LocalDraft(path, await open(path + DRAFT, 'wx', 0o600));
  }

  async resume(
    name: string,
    from: { name: string; bytes: number },
    each: (chunk: Uint8Array) => void | Promise<void>,
  ): Promise<FileDraft | null> {
    const source =
      (await openIfThere(this.#path(from.name) + DRAFT)) ?? (await openIfThere(this.#path(from.name)));
    if (!source) return null;
    try {
      if ((await source.stat()).size < from.bytes) return null;
      const draft = await this.begin(name);
      for (let at = 0; at < from.bytes;) {
        const { buffer, bytesRead } = await source.read(
          Buffer.allocUnsafe(COPY_BYTES),
          0,
          Math.min(COPY_BYTES, from.bytes - at),
          at,
        );
        const chunk = buffer.subarray(0, bytesRead);
        await each(chunk);
        await draft.write(chunk);
        at += bytesRead;
      }
      return draft;
    } finally {
      await source.close();
    }
  }

  async read(name: string, range?: ByteRange): Promise<Readable> {
    const handle = await open(this.#path(name), 'r');
    return handle.createReadStream(range);
  }

  async size(name: string): Promise<number | null> {
    return stat(this.#path(name)).then(({ size }) => size, nullIfMissing);
  }

  /** A second name of the same bytes where the file system can. */
  async copy(from: string, to: string): Promise<void> {
    const [source, target] = [this.#path(from), this.#path(to)];
    await makeDirectory(dirname(target));
    const draft = `${target}.${randomUUID()}${DRAFT}`;
    try {
      await link(source, draft).catch(() => copyDurably(source, draft));
      await rename(draft, target);
    } finally {
      // Two names of one file: renaming does nothing, and the draft stays.
      await unlink(draft).catch(nullIfMissing);
    }
    await syncDirectory(dirname(target));
  }

  async remove(name: string): Promise<void> {
    await rm(this.#path(name), { force: true });
  }

  async clear(folder: string, except?: string): Promise<void> {
    const path = this.#path(folder);
    if (except === undefined) return rm(path, { recursive: true, force: true });
    const kept = [this.#path(except), this.#path(except) + DRAFT];
    const names = (await readdir(path).catch(nullIfMissing)) ?? [];
    for (const name of names.filter((entry) => !kept.includes(join(path, entry))))
      await rm(join(path, name), { recursive: true, force: true });
  }

  async check(): Promise<void> {
    await mkdir(this.root, { recursive: true, mode: 0o700 });
    await access(this.root, constants.R_OK | constants.W_OK | constants.X_OK);
  }

  #path(name: string): string {
    return join(resolve(this.root), checkedName(name));
  }
}

/** `sync` and `publish` are done when the disk has it: file first, then the directory that names it. */
class LocalDraft implements FileDraft {
  #bytes = 0;

  constructor(
    private readonly path: string,
    private readonly handle: FileHandle,
  ) {}

  get bytes(): number {
    return this.#bytes;
  }

  async write(chunk: Uint8Array): Promise<void> {
    for (let at = 0; at < chunk.length;)
      at += (await this.handle.write(chunk, at, chunk.length - at)).bytesWritten;
    this.#bytes += chunk.length;
  }

  async sync(): Promise<void> {
    await this.handle.datasync();
    await syncDirectory(dirname(this.path));
  }

  async publish(): Promise<void> {
    await this.handle.sync();
    await this.handle.close();
    await rename(this.path + DRAFT, this.path);
    await syncDirectory(dirname(this.path));
  }

  async close(): Promise<void> {
    await this.handle.close();
  }

  async discard(): Promise<void> {
    await this.close();
    for (const path of [this.path + DRAFT, this.path]) await unlink(path).catch(nullIfMissing);
  }
}

async function copyDurably(source: string, target: string): Promise<void> {
  await copyFile(source, target, constants.COPYFILE_EXCL);
  const copy = await open(target, 'r');
  try {
    await copy.sync();
  } finally {
    await copy.close();
  }
}

/** What a directory names survives a crash only once the directories that name it do. */
async function makeDirectory(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) await syncDirectory(dirname(made));
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

const openIfThere = (path: string): Promise<FileHandle | null> => open(path, 'r').catch(nullIfMissing);

function nullIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
