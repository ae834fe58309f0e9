import { Injectable, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Clock } from '../../../platform/clock/clock';
import { conflict, notFound } from '../../../platform/errors/daybook-error';
import { FileStore } from '../../../platform/files/file-store';
import { AuditRecorder } from '../../audit/audit.recorder';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { ExportList } from '../requests/export-list';
import { fileNameOf, type ExportRow } from '../storage/export-row';

/** A reader that takes nothing for so long is cut off (F13). */
const IDLE_MS = 60_000;

const COUNT = `UPDATE exports SET downloads = downloads + 1, last_downloaded_at = $3 WHERE organization_id = $1 AND id = $2 AND state = 'finished'`;

/** Hands out the file of a finished export, at the pace of who reads it. */
@Injectable()
export class ExportDownload {
  constructor(
    private readonly exports: ExportList,
    private readonly files: FileStore,
    private readonly unitOfWork: UnitOfWork,
    private readonly recorder: AuditRecorder,
    private readonly clock: Clock,
  ) {}

  /** @throws DaybookError `export.not_finished` while there is no file; `export_file.not_found` once it is gone. */
  async of(id: string, reply: FastifyReply): Promise<StreamableFile> {
    this.recorder.describe({ resource: { type: 'export', id } });
    const row = await this.exports.row(id);
    if (row.state === 'expired') throw notFound('export file');
    if (row.state !== 'finished' || row.file === null)
      throw conflict('export.not_finished', `This export is ${row.state}: there is no file to download.`);
    if ((await this.files.size(row.file)) === null) throw notFound('export file');
    const content = await this.files.read(row.file);
    await this.#count(row).catch((error: unknown) => {
      content.destroy();
      throw error;
    });
    reply.raw.setTimeout(IDLE_MS, () => reply.raw.destroy());
    reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
    const disposition = `attachment; filename="${fileNameOf(row)}"`;
    return new StreamableFile(content, { type: 'application/zip', disposition, length: Number(row.bytes) });
  }

  /** Before the first byte leaves (A13). */
  #count({ id, organization_id, format, rows, bytes, sha256 }: ExportRow): Promise<void> {
    return this.unitOfWork.change(async (manager) => {
      const [, counted] = (await manager.query(COUNT, [organization_id, id, this.clock.now()])) as [
        unknown,
        number,
      ];
      if (counted === 0) throw notFound('export file');
      const details = { format, rows: Number(rows), bytes: Number(bytes), sha256 };
      return { result: undefined, event: { resource: { type: 'export', id }, details } };
    });
  }
}
