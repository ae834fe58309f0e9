import { Injectable, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { currentPrincipal } from '../../../platform/context/request-context';
import { notFound } from '../../../platform/errors/daybook-error';
import { FileStore } from '../../../platform/files/file-store';
import { AuditRecorder } from '../../audit/audit.recorder';
import { ArchiveStore } from '../archive/archive-store';

const TYPE = 'application/vnd.apache.parquet';
/** A reader that takes nothing for so long is cut off (F13). */
const IDLE_MS = 60_000;

/** Hands out the file of an archive, at the pace of who reads it. */
@Injectable()
export class ArchiveDownload {
  constructor(
    private readonly store: ArchiveStore,
    private readonly files: FileStore,
    private readonly recorder: AuditRecorder,
  ) {}

  /** @throws DaybookError `archive.not_found`, also of one that was deleted or whose purge is not complete. */
  async of(date: string, reply: FastifyReply): Promise<StreamableFile> {
    this.recorder.describe({ resource: { type: 'archive', id: date } });
    const row = await this.store.one(currentPrincipal().organizationId, date);
    if (!row || row.file === null || (await this.files.size(row.file)) === null) throw notFound('archive');
    const [events, bytes] = [Number(row.events), Number(row.bytes)];
    this.recorder.describe({ details: { events, bytes, sha256: row.sha256 } });
    reply.raw.setTimeout(IDLE_MS, () => reply.raw.destroy());
    reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
    const disposition = `attachment; filename="daybook-archive-${date}.parquet"`;
    return new StreamableFile(await this.files.read(row.file), { type: TYPE, disposition, length: bytes });
  }
}
