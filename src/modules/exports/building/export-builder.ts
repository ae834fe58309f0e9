import { Inject, Injectable } from '@nestjs/common';
import { isRetryable, isUnavailable } from '../../../platform/database/database-fault';
import { FileStore, isStorageFull } from '../../../platform/files/file-store';
import { Log } from '../../../platform/log/log';
import { AttemptLost, ExportAttempts, type Attempt, type Progress } from '../storage/export-attempts';
import type { ExportRow } from '../storage/export-row';
import { EXPORT_OPTIONS, type ExportOptions } from './export-options';
import { lineFormat } from './formats';
import { HashedDraft } from './hashed-draft';
import { Lease } from './lease';
import { SelectedEvents } from './selected-events';

export const folderOf = (organizationId: string, id: string): string => `exports/${organizationId}/${id}`;

/**
 * Writes the file of an export, part by part: after each one the draft is on disk and the row says how far it goes, so that
 * whoever comes after a crash goes on from there (F8). Only the whole file gets its name, and only then the row offers it.
 */
@Injectable()
export class ExportBuilder {
  constructor(
    private readonly attempts: ExportAttempts,
    private readonly events: SelectedEvents,
    private readonly files: FileStore,
    @Inject(EXPORT_OPTIONS) private readonly options: ExportOptions,
    private readonly log: Log,
  ) {}

  /** Does nothing when the export is over or another worker is at it. @throws to be tried again. */
  async build(organizationId: string, id: string, stop: AbortSignal): Promise<void> {
    const attempt = await this.attempts.claim(organizationId, id, this.options.leaseMs);
    if (!attempt) return;
    const lease = new Lease(this.attempts, attempt, this.options.leaseMs);
    try {
      await this.#write(attempt, AbortSignal.any([stop, lease.lost]));
    } catch (error) {
      await this.#failed(attempt, error, stop.aborted);
    } finally {
      lease.end();
    }
  }

  async #write(attempt: Attempt, stop: AbortSignal): Promise<void> {
    const { row } = attempt;
    const folder = folderOf(row.organization_id, row.id);
    const name = `${folder}/${attempt.id}.${row.format}`;
    const previous = progressOf(row);
    const draft = await HashedDraft.open(this.files, name, lineFormat(row.format), previous);
    try {
      if (previous) await this.#takeOver(attempt, draft, folder);
      await Promise.all([this.#writeParts(attempt, draft, stop), this.#count(attempt)]);
      const sha256 = await draft.publish();
      await this.attempts.finish(attempt, name, draft.progress, sha256);
    } catch (error) {
      // After a stop or an error the next attempt goes on from the draft; a lost attempt's is nobody's any more.
      await (error instanceof AttemptLost || isStorageFull(error) ? draft.discard() : draft.close());
      throw error;
    }
    await this.files.clear(folder, name);
  }

  /** The row points at our draft now, so those of dead attempts can go. */
  async #takeOver(attempt: Attempt, draft: HashedDraft, folder: string): Promise<void> {
    const progress = await draft.flush();
    await this.#save(attempt, draft, progress);
    await this.files.clear(folder, progress.draft);
  }

  /** Only progress needs it, so an export does without when it fails. */
  async #count(attempt: Attempt): Promise<void> {
    const { row } = attempt;
    if (row.rows_total !== null) return;
    try {
      await this.attempts.counted(attempt, await this.events.count(row));
    } catch (error) {
      this.log.warn({ error, export_id: row.id }, 'the events of an export could not be counted');
    }
  }

  /** While a part is made durable, the next one is read. */
  async #writeParts(attempt: Attempt, draft: HashedDraft, stop: AbortSignal): Promise<void> {
    const { partRows } = this.options;
    let saving = Promise.resolve();
    for (let count = partRows; count === partRows;) {
      stop.throwIfAborted();
      const page = this.events.page(attempt.row, draft.progress.position, partRows, (rows) =>
        draft.add(rows),
      );
      [count] = await Promise.all([page, saving]);
      saving = this.#save(attempt, draft, await draft.flush());
      saving.catch(() => undefined);
    }
    await saving;
  }

  /** First the disk, then the row. */
  async #save(attempt: Attempt, draft: HashedDraft, progress: Progress): Promise<void> {
    await draft.sync();
    await this.attempts.advance(attempt, progress, this.options.leaseMs);
  }

  /** Gives the export back, or up: a full disk and a fault that comes again and again do not heal by trying. */
  async #failed(attempt: Attempt, error: unknown, stopping: boolean): Promise<void> {
    if (error instanceof AttemptLost) return;
    const { organization_id, id } = attempt.row;
    if (isStorageFull(error)) {
      await this.#giveUp(
        attempt,
        'There is no room left for files. What was written has been deleted; make room and ask for the export again.',
      );
    } else {
      const passing = stopping || isUnavailable(error) || isRetryable(error);
      const failures = await this.attempts
        .release(attempt, !passing)
        .catch((lost: unknown) => (lost instanceof AttemptLost ? null : 0));
      if (failures === null) return;
      if (failures < this.options.mostFailures) throw error;
      this.log.error({ error, organization_id, export_id: id }, 'an export failed');
      await this.#giveUp(attempt, 'The export could not be built. The log of the server says why.');
    }
  }

  async #giveUp(attempt: Attempt, reason: string): Promise<void> {
    await this.files.clear(folderOf(attempt.row.organization_id, attempt.row.id));
    await this.attempts.fail(attempt, reason);
  }
}

function progressOf({ draft, position, rows, bytes }: ExportRow): Progress | null {
  return draft === null
    ? null
    : { draft, position: Number(position), rows: Number(rows), bytes: Number(bytes) };
}
