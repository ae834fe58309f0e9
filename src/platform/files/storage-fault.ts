import { DaybookError } from '../errors/daybook-error';

/** `full` and `refused` do not heal by trying again; `unavailable` does. */
type Kind = 'full' | 'refused' | 'unavailable';

/** Files could not be read or written, through no fault of who asked: 503 for them, `kind` for who builds files. */
export class StorageFault extends DaybookError {
  constructor(
    readonly reason: Kind,
    /** In words, for the log and for the row of what needed the file. */
    readonly says: string,
    cause?: unknown,
  ) {
    super('unavailable', 'storage.unavailable', `${says} Try again later.`, { retryAfterSeconds: 10, cause });
  }
}

const NO_ROOM = ['ENOSPC', 'EDQUOT', 'EFBIG'];
const NO_RIGHT = ['EROFS', 'EACCES', 'EPERM'];

/** Why trying again would not help, in words that say what to do; null for any other error. */
export function lastingStorageFault(error: unknown): string | null {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  if (NO_ROOM.includes(code) || (error instanceof StorageFault && error.reason === 'full'))
    return 'There is no room left for files. What was written has been deleted; make room and ask for the export again.';
  if (NO_RIGHT.includes(code)) return 'The directory of files cannot be written to (DATA_DIR).';
  return error instanceof StorageFault && error.reason === 'refused' ? error.says : null;
}

/** True when files will be there again without anybody's doing. */
export const isStorageAway = (error: unknown): boolean =>
  error instanceof StorageFault && error.reason === 'unavailable';
