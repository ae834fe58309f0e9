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
  /** When it resolves, what was written survives a crash, of this machine too where files are elsewhere. */
  sync(): Promise<void>;
  /** Makes the draft the file of its name, whole and durable. */
  publish(): Promise<void>;
  /** Closes it and leaves what was written, for another draft to resume from. */
  close(): Promise<void>;
  /** Closes it and deletes it, published or not. */
  discard(): Promise<void>;
}

/**
 * Where files are kept: names are paths with `/`, each segment of letters, digits, `-`, `_` and `.`. Any method may throw a
 * `StorageFault`, which says whether waiting helps.
 */
export abstract class FileStore {
  /** @throws Error EEXIST when somebody has written to a draft of this name. */
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
  /** What of the range there is. @throws Error ENOENT when there is no such file. */
  abstract read(name: string, range?: ByteRange): Promise<Readable>;
  /** Bytes; null when there is no such file. */
  abstract size(name: string): Promise<number | null>;
  /** The file under another name too: whole or not at all, in the place of what had that name. @throws Error ENOENT */
  abstract copy(from: string, to: string): Promise<void>;
  /** Deletes one file, if it is there. */
  abstract remove(name: string): Promise<void>;
  /** Deletes a folder with all its files and drafts, but for the one of this name. */
  abstract clear(folder: string, except?: string): Promise<void>;
  /** Rejects when files cannot be reached: to be known before somebody needs one. */
  abstract check(): Promise<void>;
}

const NAME = /^(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*)(?:\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*$/;

/** The name itself. @throws Error for what is none, so that nothing leads out of the place where files are. */
export function checkedName(name: string): string {
  if (!NAME.test(name)) throw new Error(`"${name}" is no name for a file`);
  return name;
}

/** As a file system says it. */
export const noSuchFile = (name: string): Error =>
  Object.assign(new Error(`there is no file "${name}"`), { code: 'ENOENT' });
