import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { lastingStorageFault } from '../../../platform/files/storage-fault';
import { ArchiveFiles } from './archive-file';
import { ArchiveStore } from './archive-store';

/** Keeps what a purge is about to drop, where the organization's policy says so. */
@Injectable()
export class Archives {
  constructor(
    private readonly store: ArchiveStore,
    private readonly files: ArchiveFiles,
    private readonly clock: Clock,
  ) {}

  /**
   * Between the announcement and the drop: writes the events of one organization and date to a file, and the row that tells
   * of it; whatever an earlier attempt left goes. False when there are not `events` of them: something has changed since stock
   * was taken. @throws Error in words for the operator when files have no room; then nothing is dropped.
   */
  async keep(organizationId: string, date: string, events: number, signal: AbortSignal): Promise<boolean> {
    if (events === 0 || !(await this.store.wanted(organizationId))) {
      if (await this.store.forget(organizationId, date)) await this.files.clear(organizationId, date);
      return true;
    }
    const archive = await this.files
      .write(organizationId, date, signal)
      .catch((error: unknown) => refuse(error, organizationId, date));
    await this.store.save(organizationId, date, archive, this.clock.now());
    await this.files.clear(organizationId, date, archive.file);
    return archive.events === events;
  }
}

function refuse(error: unknown, organizationId: string, date: string): never {
  if (lastingStorageFault(error) === null) throw error;
  throw new Error(
    `the events of ${organizationId} that expired on ${date} could not be archived, so nothing was purged: there is no room for files, or no right to write them`,
    { cause: error },
  );
}
