import { join } from 'node:path';
import { LockHeldError, takeLock, type LockHolder } from './file-lock';
import { makeStateDirectory } from './home';

/** A data directory that belongs to this process until it releases it or dies, however it dies. */
export interface DataDirectoryClaim {
  /** Tells a second start under which address this one is reached. */
  announce(address: string): void;
  release(): void;
}

/** The message is meant for the terminal as it stands. */
export class AlreadyRunningError extends Error {
  constructor(readonly holder: LockHolder) {
    super(
      `Daybook is already running here (pid ${holder.pid}, ${holder.note === undefined ? 'still starting' : `address ${holder.note}`})`,
    );
  }
}

/** Claims `dir`, which is made when missing. @throws AlreadyRunningError while another living process has it. */
export function claimDataDirectory(dir: string): DataDirectoryClaim {
  try {
    const lock = takeLock(join(makeStateDirectory(dir), 'daybook.lock'));
    return { announce: (address) => lock.note(address), release: () => lock.release() };
  } catch (error) {
    throw error instanceof LockHeldError ? new AlreadyRunningError(error.holder) : error;
  }
}
