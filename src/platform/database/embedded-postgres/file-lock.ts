import { mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { identify, isRunning, type ProcessIdentity } from './process-identity';

/** Who holds a lock, and what they noted there. */
export interface LockHolder extends ProcessIdentity {
  readonly note?: string;
}

export interface FileLock {
  /** Leaves a word for those who find the lock taken. */
  note(text: string): void;
  /** May be called twice. */
  release(): void;
}

export class LockHeldError extends Error {
  constructor(
    readonly path: string,
    readonly holder: LockHolder,
  ) {
    super(`${path} is held by process ${holder.pid}`);
  }
}

/** Milliseconds after which what a process left half done, when it died in the middle of taking a lock, is swept. */
const HALF_DONE = 5000;

/** Takes the lock, from a dead owner too. @throws LockHeldError while its owner lives. */
export function takeLock(path: string): FileLock {
  breakStaleLock(path);
  try {
    writeFileSync(path, content(), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new LockHeldError(path, holderOf(path) ?? { pid: 0, startedAt: '' });
  }
  return { note: (text) => rewrite(path, text), release: () => release(path) };
}

/** Runs `work` alone among all processes. @throws LockHeldError when the lock stays taken for `milliseconds`. */
export async function withLock<T>(path: string, milliseconds: number, work: () => Promise<T>): Promise<T> {
  const lock = await waitForLock(path, Date.now() + milliseconds);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

async function waitForLock(path: string, deadline: number): Promise<FileLock> {
  for (;;) {
    try {
      return takeLock(path);
    } catch (error) {
      if (!(error instanceof LockHeldError) || Date.now() > deadline) throw error;
      await delay(20);
    }
  }
}

/**
 * Of several processes that all find a dead owner, one at a time looks again and removes: else the second would
 * remove the lock that the first has just taken.
 */
function breakStaleLock(path: string): void {
  if (!isStale(path)) return;
  const guard = `${path}.break`;
  try {
    mkdirSync(guard);
  } catch {
    if (ageOf(guard) > HALF_DONE) rmSync(guard, { recursive: true, force: true });
    return;
  }
  if (isStale(path)) rmSync(path, { force: true });
  rmdirSync(guard);
}

function isStale(path: string): boolean {
  const holder = holderOf(path);
  return holder === null ? ageOf(path) > HALF_DONE : !isRunning(holder);
}

/** Null when nobody holds it, or a process has made the file and not yet written into it. */
function holderOf(path: string): LockHolder | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as LockHolder;
  } catch {
    return null;
  }
}

function ageOf(path: string): number {
  return Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
}

function content(note?: string): string {
  return JSON.stringify({ ...identify(process.pid), ...(note === undefined ? {} : { note }) });
}

function rewrite(path: string, note: string): void {
  writeFileSync(`${path}.new`, content(note), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

function release(path: string): void {
  if (holderOf(path)?.pid === process.pid) rmSync(path, { force: true });
}
