import { Injectable, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { conflict, notFound } from '../../../platform/errors/daybook-error';
import { FileStore } from '../../../platform/files/file-store';
import { AuditRecorder } from '../../audit/audit.recorder';
import { typeOf } from '../building/formats';
import { ExportList } from '../requests/export-list';
import { fileNameOf } from '../storage/export-row';

/** A reader that takes nothing for so long is cut off (F13). */
const IDLE_MS = 60_000;

/** Hands out the file of a finished export, at the pace of who reads it. */
@Injectable()
export class ExportDownload {
  constructor(
    private readonly exports: ExportList,
    private readonly files: FileStore,
    private readonly recorder: AuditRecorder,
  ) {}

  /** @throws DaybookError `export.not_finished` while there is no file; `export_file.not_found` once it is gone. */
  async of(id: string, reply: FastifyReply): Promise<StreamableFile> {
    this.recorder.describe({ resource: { type: 'export', id } });
    const row = await this.exports.row(id);
    if (row.state === 'expired') throw notFound('export file');
    if (row.state !== 'finished' || row.file === null)
      throw conflict('export.not_finished', `This export is ${row.state}: there is no file to download.`);
    if ((await this.files.size(row.file)) === null) throw notFound('export file');
    this.recorder.describe({
      details: { format: row.format, rows: Number(row.rows), bytes: Number(row.bytes), sha256: row.sha256 },
    });
    reply.raw.setTimeout(IDLE_MS, () => reply.raw.destroy());
    reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
    const disposition = `attachment; filename="${fileNameOf(row)}"`;
    return new StreamableFile(await this.files.read(row.file), {
      type: typeOf(row.format),
      disposition,
      length: Number(row.bytes),
    });
  }
}
