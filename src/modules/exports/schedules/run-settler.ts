import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, DAY_MS } from '../../../platform/clock/clock';
import { FileStore } from '../../../platform/files/file-store';
import { UnitOfWork, type Changes } from '../../audit/audit.unit-of-work';
import { folderOf } from '../building/export-builder';
import { ExportScheduleRow } from './export-schedule.entity';
import { scheduleActions } from './schedule-actions';
import { ScheduleMails } from './schedule-mails';
import { findRun } from './schedule-runs';
import { ScheduleRunRow } from './schedule-run.entity';
import { referTo, type RunAndExport } from './schedule-view';

const LOST = 'The file was built, but is not in the file storage any more.';

/** Where whoever collects files finds one. */
export const fileOf = ({ organizationId, scheduleId, period }: RunAndExport): string =>
  `scheduled/${organizationId}/${scheduleId}/${period}.zip`;

/**
 * Brings a run to its end: puts the finished file under its stable name, tells who waits for it, and when its days are over deletes it.
 * Each step may be done twice, or by two processes at once.
 */
@Injectable()
export class RunSettler {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly files: FileStore,
    private readonly mails: ScheduleMails,
    private readonly clock: Clock,
  ) {}

  /** @throws what the file storage throws, to be tried again. */
  async settle(organizationId: string, id: string): Promise<void> {
    const run = await this.unitOfWork.run(organizationId, (manager) => findRun(manager, organizationId, id));
    if (!run) return;
    if (run.settledAt === null) await (run.state === 'finished' ? this.#deliver(run) : this.#conclude(run));
    else if (run.file !== null && run.state === 'expired') await this.#remove(run, run.file);
    else if (run.hasOriginal) await this.#removeOriginal(run);
  }

  /** First the file, then the rows that point to it. */
  async #deliver(run: RunAndExport): Promise<void> {
    const { organizationId } = run;
    const original = await this.unitOfWork.run(organizationId, (manager) => originalOf(manager, run));
    if (original === null) return;
    const file = fileOf(run);
    if (!(await this.#copied(original, file))) return this.#conclude(run, LOST);
    const delivered = await this.unitOfWork.systemChanges(organizationId, (manager) =>
      this.#point(manager, run, original, file),
    );
    if (delivered) return this.mails.deliverSoon();
    // Somebody has removed the export meanwhile; or another process was faster, and needs the file.
    const now = await this.unitOfWork.run(organizationId, (manager) =>
      findRun(manager, organizationId, run.id),
    );
    if (now?.file !== file || now.state !== 'finished') await this.files.remove(file);
  }

  async #copied(from: string, to: string): Promise<boolean> {
    try {
      await this.files.copy(from, to);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    }
  }

  /** From now on the export is read from here, for as long as the schedule says. */
  async #point(
    manager: EntityManager,
    run: RunAndExport,
    original: string,
    file: string,
  ): Promise<Changes<boolean>> {
    const { organizationId, exportId, period } = run;
    const schedule = await scheduleOf(manager, run);
    const expiresAt = new Date(this.clock.now().getTime() + schedule.keepDays * DAY_MS);
    const [[facts]]: [{ bytes: string; sha256: string }[], number] = await manager.query(
      `UPDATE exports SET file = $4, expires_at = $5 WHERE organization_id = $1 AND id = $2 AND file = $3 AND state = 'finished'
       RETURNING bytes, sha256`,
      [organizationId, exportId, original, file, expiresAt],
    );
    if (!facts || !(await this.#claim(manager, run, { file, hasOriginal: true })))
      return { result: false, events: [] };
    await this.mails.finished(manager, schedule, run, expiresAt);
    const details = { period, export_id: exportId, file, bytes: Number(facts.bytes), sha256: facts.sha256 };
    const event = { resource: referTo(schedule), related: [{ type: 'export', id: exportId }], details };
    return { result: true, events: [{ spec: scheduleActions['export_schedule.delivered'], event }] };
  }

  /** There is no file. That an export failed, or was cancelled or removed, is in the log already. */
  async #conclude(run: RunAndExport, failure: string | null = null): Promise<void> {
    await this.unitOfWork.run(run.organizationId, async (manager) => {
      if (!(await this.#claim(manager, run, { failure }))) return;
      const why = failure ?? (run.state === 'failed' ? run.exportFailure : null);
      if (why !== null) await this.mails.failed(manager, await scheduleOf(manager, run), run, why);
    });
    this.mails.deliverSoon();
  }

  /** The first who comes. */
  async #claim(
    manager: EntityManager,
    { organizationId, id }: RunAndExport,
    what: Partial<ScheduleRunRow>,
  ): Promise<boolean> {
    const { affected } = await manager
      .createQueryBuilder()
      .update(ScheduleRunRow)
      .set({ ...what, settledAt: this.clock.now() })
      .where('organization_id = :organizationId AND id = :id AND settled_at IS NULL', { organizationId, id })
      .execute();
    return affected === 1;
  }

  async #remove(run: RunAndExport, file: string): Promise<void> {
    await this.files.remove(file);
    await this.#update(run, { file: null });
  }

  /** A day after, so that nobody is still reading it. */
  async #removeOriginal(run: RunAndExport): Promise<void> {
    await this.files.clear(folderOf(run.organizationId, run.exportId));
    await this.#update(run, { hasOriginal: false });
  }

  async #update({ organizationId, id }: RunAndExport, what: Partial<ScheduleRunRow>): Promise<void> {
    await this.unitOfWork.run(organizationId, (manager) =>
      manager.update(ScheduleRunRow, { organizationId, id }, what),
    );
  }
}

/** Null when it is not the finished export's any more. */
async function originalOf(
  manager: EntityManager,
  { organizationId, exportId }: RunAndExport,
): Promise<string | null> {
  const [row]: { file: string | null }[] = await manager.query(
    `SELECT file FROM exports WHERE organization_id = $1 AND id = $2 AND state = 'finished'`,
    [organizationId, exportId],
  );
  return row?.file ?? null;
}

const scheduleOf = (
  manager: EntityManager,
  { organizationId, scheduleId }: RunAndExport,
): Promise<ExportScheduleRow> =>
  manager.findOneByOrFail(ExportScheduleRow, { organizationId, id: scheduleId });
