import { Inject, Injectable } from '@nestjs/common';
import { isRetryable, isUnavailable } from '../../../platform/database/database-fault';
import { FileStore } from '../../../platform/files/file-store';
import { isStorageAway, lastingStorageFault } from '../../../platform/files/storage-fault';
import { Log } from '../../../platform/log/log';
import {
  AttemptLost,
  ExportAttempts,
  type Attempt,
  type Progress,
  type Published,
} from '../storage/export-attempts';
import { contentNameOf, type ExportRow } from '../storage/export-row';
import { Enclosures } from './enclosures';
import { factsOf } from './export-facts';
import { ExportFile } from './export-file';
import { EXPORTED_COLUMNS } from './exported-columns';
import { EXPORT_OPTIONS, type ExportOptions } from './export-options';
import { Lease } from './lease';
import type { Part } from './part-tally';
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
    private readonly enclosures: Enclosures,
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
    const draft = `${folder}/${attempt.id}.zip`;
    const plan = { format: row.format, facts: factsOf(row), draft, name: contentNameOf(row) };
    const file = await ExportFile.open(this.files, plan, progressOf(row));
    try {
      if (file.resumed) await this.#takeOver(attempt, file, folder);
      await Promise.all([this.#writeParts(attempt, file, stop), this.#count(attempt)]);
      stop.throwIfAborted();
      await this.attempts.finish(attempt, draft, await this.#finish(attempt, file, stop));
    } catch (error) {
      // After a stop or an error the next attempt goes on from the draft; a lost attempt's is nobody's any more.
      const useless = error instanceof AttemptLost || lastingStorageFault(error) !== null;
      // What stays because that fails too is cleared by the next attempt, or by the sweeper.
      await (useless ? file.discard() : file.close()).catch(() => undefined);
      throw error;
    }
    await this.files.clear(folder, draft);
  }

  /** The row points at our draft now, so those of dead attempts can go. */
  async #takeOver(attempt: Attempt, file: ExportFile, folder: string): Promise<void> {
    const { progress } = file;
    await this.#save(attempt, file, progress, null);
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
  async #writeParts(attempt: Attempt, file: ExportFile, stop: AbortSignal): Promise<void> {
    const { partRows } = this.options;
    let saving = Promise.resolve();
    for (let count = partRows; count === partRows;) {
      stop.throwIfAborted();
      const page = this.events.page(attempt.row, file.last, partRows, EXPORTED_COLUMNS, (rows) =>
        file.add(rows),
      );
      [count] = await Promise.all([page, saving]);
      // A part without rows would be there or not, depending on where an attempt before this one died.
      if (count === 0 && file.parts > 0) break;
      const part = await file.endPart();
      saving = this.#save(attempt, file, file.progress, part);
      saving.catch(() => undefined);
    }
    await saving;
  }

  /** First the disk, then the row. */
  async #save(attempt: Attempt, file: ExportFile, progress: Progress, part: Part | null): Promise<void> {
    await file.sync();
    await this.attempts.advance(attempt, progress, part, this.options.leaseMs);
  }

  /** The end of the file, what lies beside it, and its name. */
  async #finish(attempt: Attempt, file: ExportFile, stop: AbortSignal): Promise<Published> {
    const parts = await this.attempts.parts(attempt);
    const { manifest, sha256 } = await this.enclosures.complete(attempt, file, parts, stop);
    return { rows: manifest.rows, bytes: file.bytes, sha256 };
  }

  /** Gives the export back, or up: a full disk and a fault that comes again and again do not heal by trying. */
  async #failed(attempt: Attempt, error: unknown, stopping: boolean): Promise<void> {
    if (error instanceof AttemptLost) return;
    const { organization_id, id } = attempt.row;
    const lasting = lastingStorageFault(error);
    if (lasting !== null) {
      this.log.error({ error, organization_id, export_id: id }, 'an export failed for want of storage');
      await this.#giveUp(attempt, lasting);
    } else {
      const passing = stopping || isUnavailable(error) || isRetryable(error) || isStorageAway(error);
      const failures = await this.attempts
        .release(attempt, !passing)
        .catch((lost: unknown) => (lost instanceof AttemptLost ? null : 0));
      if (failures === null) return;
      if (failures < this.options.mostFailures) throw error;
      this.log.error({ error, organization_id, export_id: id }, 'an export failed');
      await this.#giveUp(attempt, 'The export could not be built. The log of the server says why.');
    }
  }

  /** Files that cannot be deleted now are the sweeper's; whoever waits is told in any case. */
  async #giveUp(attempt: Attempt, reason: string): Promise<void> {
    const { organization_id, id } = attempt.row;
    await this.files
      .clear(folderOf(organization_id, id))
      .catch((error: unknown) =>
        this.log.warn({ error, organization_id, export_id: id }, 'the files of an export are left for now'),
      );
    await this.attempts.fail(attempt, reason);
  }
}

function progressOf({ draft, resume_state: state, position, rows, bytes }: ExportRow): Progress | null {
  return draft === null || state === null
    ? null
    : { draft, state, position: Number(position), rows: Number(rows), bytes: Number(bytes) };
}
