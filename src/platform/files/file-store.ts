import type { Readable } from 'node:stream';

/** Bytes from `start` to `end`, both inclusive, counted from 0. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** A file while it is written: nobody sees it under its name. */
export interface FileDraft {
  /** Bytes written so far. */
  readonly bytes: number;
  write(chunk: Uint8Array): Promise<void>;
  /** When it resolves, what was written survives a crash. */
  sync(): Promise<void>;
  /** Makes the draft the file of its name, whole and durable. */
  publish(): Promise<void>;
  /** Closes it and leaves what was written, for another draft to resume from. */
  close(): Promise<void>;
  /** Closes it and deletes it, published or not. */
  discard(): Promise<void>;
}

/** Where files are kept: names are paths with `/`, each segment of letters, digits, `-`, `_` and `.`. */
export abstract class FileStore {
  abstract begin(name: string): Promise<FileDraft>;
  /**
   * A draft that begins with the first `bytes` of another one, whose writer died; each chunk taken over is shown to `each`, which is waited for.
   * Null when those bytes are not there any more.
   */
  abstract resume(
    name: string,
    from: { name: string; bytes: number },
    each: (chunk: Uint8Array) => void | Promise<void>,
  ): Promise<FileDraft | null>;
  /** @throws Error ENOENT when there is no such file. */
  abstract read(name: string, range?: ByteRange): Promise<Readable>;
  /** Bytes; null when there is no such file. */
  abstract size(name: string): Promise<number | null>;
  /** Deletes a folder with all its files and drafts, but for the one of this name. */
  abstract clear(folder: string, except?: string): Promise<void>;
}

/** True when there is no room, or no right, to write: trying again does not help. */
export const isStorageFull = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT', 'EROFS', 'EFBIG'].includes((error as NodeJS.ErrnoException | null)?.code ?? '');
